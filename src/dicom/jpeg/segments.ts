import { DicomError } from "../errors.ts";

/** A marker segment of a JPEG stream (ITU-T T.81, B.1.1.4), without its marker and length. */
export interface JpegSegment {
  /** The low byte of its marker. */
  readonly code: number;
  readonly start: number;
  readonly end: number;
  /** Where the entropy-coded data after a scan header ends; `end` for all other segments. */
  readonly dataEnd: number;
}

/** Low bytes of the markers that are looked at (T.81, table B.1). */
export const MARKER = {
  huffmanTables: 0xc4,
  startOfImage: 0xd8,
  endOfImage: 0xd9,
  startOfScan: 0xda,
  quantizationTables: 0xdb,
  restartInterval: 0xdd,
} as const;

/**
 * The segments of a JPEG stream, from start to end-of-image marker.
 *
 * Nothing is decoded: segments are skipped by length and entropy-coded data up to the next marker. So a
 * stream that was cut anywhere is refused here, before a decoder could fill in what is missing.
 */
export function readJpegSegments(bytes: Uint8Array): readonly JpegSegment[] {
  if (bytes[0] !== 0xff || bytes[1] !== MARKER.startOfImage) {
    throw corruptJpeg("does not begin with a start-of-image marker");
  }
  const segments: JpegSegment[] = [];
  let position = 2;
  for (;;) {
    const { code, after } = nextMarker(bytes, position);
    if (code === MARKER.endOfImage) return segments;
    if (isStandalone(code)) {
      position = after;
      continue;
    }
    const end = after + segmentLength(bytes, after);
    const dataEnd = code === MARKER.startOfScan ? skipEntropyCoded(bytes, end) : end;
    segments.push({ code, start: after + 2, end, dataEnd });
    position = dataEnd;
  }
}

/** Finds the marker at a position, allowing fill bytes 0xFF before it (T.81, B.1.1.2). */
function nextMarker(bytes: Uint8Array, position: number): { code: number; after: number } {
  if (position >= bytes.length) throw truncatedJpeg();
  if (bytes[position] !== 0xff) throw corruptJpeg(`has no marker at byte ${position}`);
  let at = position;
  while (bytes[at] === 0xff) at++;
  const code = bytes[at];
  if (code === undefined) throw truncatedJpeg();
  return { code, after: at + 1 };
}

/** Restart markers and TEM stand alone; every other marker starts a segment with a length. */
function isStandalone(code: number): boolean {
  return isRestart(code) || code === 0x01;
}

/** Whether a marker is one of the eight restart markers, which belong to entropy-coded data. */
export function isRestart(code: number): boolean {
  return code >= 0xd0 && code <= 0xd7;
}

/** Length of a segment, its own two bytes included. */
function segmentLength(bytes: Uint8Array, position: number): number {
  const length = ((bytes[position] ?? 0) << 8) | (bytes[position + 1] ?? 0);
  if (position + 2 > bytes.length || position + length > bytes.length) throw truncatedJpeg();
  if (length < 2) throw corruptJpeg(`has a segment of length ${length} at byte ${position}`);
  return length;
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
  throw truncatedJpeg();
}

/** The error for a stream that ends too early. */
export function truncatedJpeg(): DicomError {
  return new DicomError(
    "TRUNCATED_FILE",
    "its JPEG data ends before the image does. Copy or export the file again.",
  );
}

/** The error for a stream that breaks the rules of its format. */
export function corruptJpeg(what: string): DicomError {
  return new DicomError("CORRUPT_IMAGE", `its JPEG stream ${what}. Export the image again.`);
}
