import { DicomError } from "../errors.ts";

/** What a JPEG 2000 codestream says of itself (ITU-T T.800, annex A). */
export interface Jpeg2000Header {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly precision: number;
}

const MARKER = {
  startOfCodestream: 0xff4f,
  size: 0xff51,
  codingStyle: 0xff52,
  startOfTilePart: 0xff90,
  endOfCodestream: 0xffd9,
} as const;

/** First bytes of the JP2 file format, which DICOM does not allow (PS3.5 A.4.4). */
const JP2_BOX = 0x0000;

/** Beyond these, decoding takes long whatever the size of the image; encoders stay far below. */
const MOST_TILES = 4_096;
const MOST_LAYERS = 256;

/**
 * Walks a codestream from its first marker to its last, tile-part by tile-part, and returns its header;
 * nothing is decoded. Each tile-part must be there whole, and each tile must have one.
 */
export function readJpeg2000Header(bytes: Uint8Array): Jpeg2000Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => (at + 2 <= bytes.length ? view.getUint16(at) : truncated());
  if (word(0) === JP2_BOX) throw corrupt("is wrapped as a JP2 file, which DICOM does not allow");
  if (word(0) !== MARKER.startOfCodestream || word(2) !== MARKER.size) {
    throw corrupt("does not begin with its markers");
  }
  if (4 + word(4) > bytes.length) truncated();
  const { header, tiles } = readSize(view, 6, 4 + word(4));
  let position = 4 + word(4);
  let marker = word(position);
  while (marker !== MARKER.startOfTilePart) {
    if (marker === MARKER.codingStyle) checkCodingStyle(word(position + 6));
    position += 2 + word(position + 2);
    marker = word(position);
  }
  const seen = new Set<number>();
  while (marker === MARKER.startOfTilePart) {
    if (position + 12 > bytes.length) truncated();
    seen.add(word(position + 4));
    const length = view.getUint32(position + 6);
    const end = length === 0 ? bytes.length - 2 - paddingOf(bytes) : position + length;
    if (end <= position) throw corrupt("has a tile-part of impossible length");
    position = end;
    marker = word(position);
  }
  if (marker !== MARKER.endOfCodestream) throw corrupt("does not end with its marker");
  if (seen.size !== tiles) throw corrupt(`has ${seen.size} of ${tiles} tiles`);
  return header;
}

/** Parses the image and tile size segment (A.5.1); all components must be alike and of full size. */
function readSize(
  view: DataView,
  start: number,
  end: number,
): { header: Jpeg2000Header; tiles: number } {
  const samples = end - start >= 36 ? view.getUint16(start + 34) : 0;
  if (samples < 1 || end - start < 36 + 3 * samples)
    throw corrupt("has an impossible size segment");
  const at = (index: number) => view.getUint32(start + 2 + 4 * index);
  const [right, bottom, left, top] = [at(0), at(1), at(2), at(3)];
  const [tileWidth, tileHeight, tileLeft, tileTop] = [at(4), at(5), at(6), at(7)];
  const tiles =
    Math.ceil((right - tileLeft) / tileWidth) * Math.ceil((bottom - tileTop) / tileHeight);
  if (!(tiles >= 1 && tiles <= MOST_TILES)) throw corrupt(`has ${tiles} tiles`);
  const components = Array.from({ length: samples }, (_, index) => {
    const from = start + 36 + 3 * index;
    return [view.getUint8(from), view.getUint8(from + 1), view.getUint8(from + 2)];
  });
  const [first] = components;
  const depth = first?.[0] ?? 0;
  if (!components.every(([bits, across, down]) => bits === depth && across === 1 && down === 1)) {
    throw corrupt("has components of different sizes or depths");
  }
  const precision = (depth & 0x7f) + 1;
  return { header: { rows: bottom - top, columns: right - left, samples, precision }, tiles };
}

/** Checks the number of quality layers (A.6.1). */
function checkCodingStyle(layers: number): void {
  if (layers < 1 || layers > MOST_LAYERS) throw corrupt(`has ${layers} quality layers`);
}

/** A zero byte after the end, as DICOM pads to an even length. */
function paddingOf(bytes: Uint8Array): 0 | 1 {
  return bytes.at(-1) === 0 ? 1 : 0;
}

/** Throws the error for a codestream that ends too early. */
function truncated(): never {
  throw new DicomError(
    "TRUNCATED_FILE",
    "its JPEG 2000 data ends before the image does. Copy or export the file again.",
  );
}

/** The error for a codestream that breaks the rules of its format. */
function corrupt(what: string): DicomError {
  return new DicomError("CORRUPT_IMAGE", `its JPEG 2000 stream ${what}. Export the image again.`);
}
