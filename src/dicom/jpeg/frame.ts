import { DicomError } from "../errors.ts";

/** What a JPEG stream says of itself in its frame header (ITU-T T.81, B.2.2). */
export interface JpegFrame {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  readonly precision: number;
  readonly process: string;
}

/** Processes by the low byte of their start-of-frame marker (ITU-T T.81, table B.1). */
const PROCESSES: Readonly<Record<number, string>> = {
  192: "baseline",
  193: "extended",
  194: "progressive",
  195: "lossless",
  197: "differential",
  198: "differential",
  199: "differential",
  201: "arithmetic",
  202: "arithmetic",
  203: "arithmetic",
  205: "arithmetic",
  206: "arithmetic",
  207: "arithmetic",
};

const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;

/**
 * Walks a JPEG stream from start to end-of-image marker and returns its frame header.
 *
 * Nothing is decoded: segments are skipped by length and entropy-coded data up to the next marker. So a
 * stream that was cut anywhere is refused here, before a decoder could fill in what is missing.
 */
export function readJpegFrame(bytes: Uint8Array): JpegFrame {
  if (bytes[0] !== 0xff || bytes[1] !== START_OF_IMAGE) {
    throw corrupt("does not begin with a start-of-image marker");
  }
  let frame: JpegFrame | null = null;
  let position = 2;
  for (;;) {
    const { code, after } = nextMarker(bytes, position);
    if (code === END_OF_IMAGE) break;
    if (isStandalone(code)) {
      position = after;
      continue;
    }
    const length = segmentLength(bytes, after);
    const process = PROCESSES[code];
    if (process !== undefined) {
      if (frame !== null) throw corrupt("has two frame headers");
      frame = parseFrame(bytes, after, length, process);
    }
    position = after + length;
    if (code === START_OF_SCAN) {
      if (frame === null) throw corrupt("has a scan before its frame header");
      position = skipEntropyCoded(bytes, position);
    }
  }
  if (frame === null) throw corrupt("has no frame header");
  return frame;
}

/**
 * Refuses a stream that is too short for the size it declares. Each block of 8 x 8 takes at least one bit,
 * in the leanest of progressive scans, so a byte codes 512 pixels at most.
 */
export function requireEnoughJpegData(frame: JpegFrame, length: number): void {
  if (frame.rows * frame.columns > length * 512) throw truncated();
}

/** Finds the marker at a position, allowing fill bytes 0xFF before it (T.81, B.1.1.2). */
function nextMarker(bytes: Uint8Array, position: number): { code: number; after: number } {
  if (position >= bytes.length) throw truncated();
  if (bytes[position] !== 0xff) throw corrupt(`has no marker at byte ${position}`);
  let at = position;
  while (bytes[at] === 0xff) at++;
  const code = bytes[at];
  if (code === undefined) throw truncated();
  return { code, after: at + 1 };
}

/** Restart markers and TEM stand alone; every other marker starts a segment with a length. */
function isStandalone(code: number): boolean {
  return (code >= 0xd0 && code <= 0xd7) || code === 0x01;
}

/** Length of a segment, its own two bytes included. */
function segmentLength(bytes: Uint8Array, position: number): number {
  const length = ((bytes[position] ?? 0) << 8) | (bytes[position + 1] ?? 0);
  if (position + 2 > bytes.length || position + length > bytes.length) throw truncated();
  if (length < 2) throw corrupt(`has a segment of length ${length} at byte ${position}`);
  return length;
}

/** Parses a frame header segment. */
function parseFrame(bytes: Uint8Array, at: number, length: number, process: string): JpegFrame {
  if (length < 8) throw corrupt("has a frame header that is too short");
  const byte = (offset: number) => bytes[at + offset] ?? 0;
  return {
    precision: byte(2),
    rows: (byte(3) << 8) | byte(4),
    columns: (byte(5) << 8) | byte(6),
    components: byte(7),
    process,
  };
}

/** Position of the next marker after entropy-coded data; 0xFF00 is a stuffed byte, restarts belong to it. */
function skipEntropyCoded(bytes: Uint8Array, start: number): number {
  let position = bytes.indexOf(0xff, start);
  while (position !== -1) {
    const code = bytes[position + 1];
    if (code === undefined) break;
    if (code !== 0 && code !== 0xff && !isStandalone(code)) return position;
    position = bytes.indexOf(0xff, position + (code === 0xff ? 1 : 2));
  }
  throw truncated();
}

/** The error for a stream that ends too early. */
function truncated(): DicomError {
  return new DicomError(
    "TRUNCATED_FILE",
    "its JPEG data ends before the image does. Copy or export the file again.",
  );
}

/** The error for a stream that breaks the rules of its format. */
function corrupt(what: string): DicomError {
  return new DicomError("CORRUPT_IMAGE", `its JPEG stream ${what}. Export the image again.`);
}
