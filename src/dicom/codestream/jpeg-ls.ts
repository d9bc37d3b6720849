import { DicomError } from "../errors.ts";

/** What a JPEG-LS stream says of itself (ITU-T T.87, annex C). */
export interface JpegLsHeader {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly precision: number;
  /** Whether each component has a scan of its own, so that its samples lie together. */
  readonly isPlanar: boolean;
}

const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
/** Start of frame of JPEG-LS, SOF55. */
const START_OF_FRAME = 0xf7;

/**
 * Walks a JPEG-LS stream from start to end-of-image marker and returns its header; nothing is decoded. In its
 * scans a byte below 0x80 after 0xFF is data, since a zero bit is stuffed there and not a byte.
 */
export function readJpegLsHeader(bytes: Uint8Array): JpegLsHeader {
  const word = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  if (word(0) !== (0xff00 | START_OF_IMAGE)) throw corrupt("does not begin with its marker");
  let frame: Omit<JpegLsHeader, "isPlanar"> | null = null;
  let isPlanar = false;
  let position = 2;
  for (;;) {
    if (position + 2 > bytes.length) throw truncated();
    if (bytes[position] !== 0xff) throw corrupt(`has no marker at byte ${position}`);
    const code = bytes[position + 1] ?? 0;
    if (code === 0xff) {
      position++;
      continue;
    }
    if (code === END_OF_IMAGE) break;
    const start = position + 4;
    const end = position + 2 + word(position + 2);
    if (end > bytes.length) throw truncated();
    if (end < start) throw corrupt(`has a segment of length ${end - position - 2}`);
    if (code === START_OF_FRAME) {
      if (frame !== null || end - start < 6) throw corrupt("has an impossible frame header");
      const [precision = 0] = bytes.subarray(start);
      const samples = bytes[start + 5] ?? 0;
      frame = { precision, rows: word(start + 1), columns: word(start + 3), samples };
    }
    position = end;
    if (code === START_OF_SCAN) {
      if (frame === null) throw corrupt("has a scan before its frame header");
      isPlanar ||= frame.samples > 1 && bytes[start] === 1;
      position = endOfScan(bytes, end);
    }
  }
  if (frame === null) throw corrupt("has no frame header");
  return { ...frame, isPlanar };
}

/** Where the marker after a scan begins. */
function endOfScan(bytes: Uint8Array, start: number): number {
  let position = bytes.indexOf(0xff, start);
  while (position !== -1 && (bytes[position + 1] ?? 0) < 0x80) {
    position = bytes.indexOf(0xff, position + 1);
  }
  if (position === -1) throw truncated();
  return position;
}

/** The error for a stream that ends too early. */
function truncated(): DicomError {
  return new DicomError(
    "TRUNCATED_FILE",
    "its JPEG-LS data ends before the image does. Copy or export the file again.",
  );
}

/** The error for a stream that breaks the rules of its format. */
function corrupt(what: string): DicomError {
  return new DicomError("CORRUPT_IMAGE", `its JPEG-LS stream ${what}. Export the image again.`);
}
