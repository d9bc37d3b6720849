import { crc32 } from "./crc32.ts";
import { RefusedRadiographError } from "./errors.ts";
import { checkSize } from "./size.ts";

/** What a PNG says of itself in its header chunk (PNG specification, section 11.2.1). */
export interface PngHeader {
  readonly rows: number;
  readonly columns: number;
  readonly bitDepth: number;
  readonly colour: PngColour;
}

/** PNG colour types by number. */
const COLOURS = {
  0: "grey",
  2: "rgb",
  3: "palette",
  4: "grey-alpha",
  6: "rgb-alpha",
} as const;

/** How a PNG's pixels are coloured. */
export type PngColour = (typeof COLOURS)[keyof typeof COLOURS];

const SIGNATURE_LENGTH = 8;
/** Length, type and check sum around a chunk's data. */
const CHUNK_OVERHEAD = 12;
/** Deflate cannot shrink by more than this (RFC 1951: 258 bytes in 2 bits). */
const MAXIMUM_DEFLATE_RATIO = 1032;

/**
 * Checks a PNG from header to end chunk, without decoding, and returns its header.
 *
 * Every chunk must be whole and match its check sum, so a file cut or damaged anywhere is refused here.
 * The declared size is checked first, and against the compressed bytes present.
 */
export function readPngHeader(bytes: Uint8Array): PngHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: PngHeader | null = null;
  let compressedLength = 0;
  let position = SIGNATURE_LENGTH;
  for (;;) {
    if (position + CHUNK_OVERHEAD > bytes.length) throw truncated();
    const length = view.getUint32(position);
    const end = position + CHUNK_OVERHEAD + length;
    const type = String.fromCharCode(...bytes.subarray(position + 4, position + 8));
    if (header === null) {
      header = parseHeader(view, position, type, length);
      checkSize(header.rows, header.columns);
      requireReadable(header);
    }
    if (end > bytes.length) throw truncated();
    if (crc32(bytes.subarray(position + 4, end - 4)) !== view.getUint32(end - 4)) {
      throw corrupt(`chunk ${type} at byte ${position} does not match its check sum`);
    }
    if (type === "IDAT") compressedLength += length;
    if (type === "IEND") break;
    position = end;
  }
  const { rows, columns, bitDepth } = header;
  if ((rows * columns * bitDepth) / 8 > compressedLength * MAXIMUM_DEFLATE_RATIO) {
    throw corrupt(`${compressedLength} bytes of data cannot hold ${rows} x ${columns} pixels`);
  }
  return header;
}

/** Parses the first chunk, which must be IHDR. */
function parseHeader(view: DataView, position: number, type: string, length: number): PngHeader {
  if (type !== "IHDR" || length !== 13) throw corrupt("the first chunk is not IHDR");
  if (position + CHUNK_OVERHEAD + length > view.byteLength) throw truncated();
  const data = position + 8;
  const colourType = view.getUint8(data + 9);
  if (!(colourType in COLOURS)) throw corrupt(`colour type ${colourType} does not exist`);
  return {
    columns: view.getUint32(data),
    rows: view.getUint32(data + 4),
    bitDepth: view.getUint8(data + 8),
    colour: COLOURS[colourType as keyof typeof COLOURS],
  };
}

/** Refuses grey of 1, 2 and 4 bits, which is drawings and masks but no radiograph, and depths that do not exist. */
function requireReadable({ bitDepth, colour }: PngHeader): void {
  if (colour === "palette" ? [1, 2, 4, 8].includes(bitDepth) : [8, 16].includes(bitDepth)) return;
  throw new RefusedRadiographError(
    "UNSUPPORTED_ENCODING",
    `the PNG has ${bitDepth} bits per sample; 8 and 16 are read. Save it as 8-bit or 16-bit grey PNG.`,
    { bitDepth, colour },
  );
}

/** The error for a file that ends too early. */
function truncated(): RefusedRadiographError {
  return new RefusedRadiographError(
    "TRUNCATED_FILE",
    "the PNG ends before its end chunk (IEND). Copy or export the file again.",
  );
}

/** The error for a file that contradicts itself. */
function corrupt(what: string): RefusedRadiographError {
  return new RefusedRadiographError(
    "CORRUPT_IMAGE",
    `the PNG is damaged: ${what}. Copy or export the file again.`,
  );
}
