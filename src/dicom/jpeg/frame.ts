import {
  corruptJpeg,
  type JpegSegment,
  MARKER,
  readJpegSegments,
  truncatedJpeg,
} from "./segments.ts";

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

/** Walks a whole JPEG stream and returns its frame header; one that was cut anywhere is refused. */
export function readJpegFrame(bytes: Uint8Array): JpegFrame {
  return findFrame(bytes, readJpegSegments(bytes)).frame;
}

/** The one frame header of a stream, which must come before its scans. */
export function findFrame(
  bytes: Uint8Array,
  segments: readonly JpegSegment[],
): { frame: JpegFrame; header: JpegSegment } {
  const headers = segments.filter(({ code }) => PROCESSES[code] !== undefined);
  const [header] = headers;
  if (header === undefined) throw corruptJpeg("has no frame header");
  if (headers.length > 1) throw corruptJpeg("has two frame headers");
  const firstScan = segments.find(({ code }) => code === MARKER.startOfScan);
  if (firstScan === undefined) throw corruptJpeg("has no scan");
  if (firstScan.start < header.start) throw corruptJpeg("has a scan before its frame header");
  return { frame: parseFrame(bytes, header), header };
}

/**
 * Refuses a stream that is too short for the size it declares. Of a lossless one, each pixel takes at least
 * a bit; of the others, each block of 8 x 8 does, in the leanest of progressive scans.
 */
export function requireEnoughJpegData(frame: JpegFrame, length: number): void {
  const pixelsPerByte = frame.process === "lossless" ? 8 : 512;
  if (frame.rows * frame.columns > length * pixelsPerByte) throw truncatedJpeg();
}

/** Parses a frame header segment. */
function parseFrame(bytes: Uint8Array, { code, start, end }: JpegSegment): JpegFrame {
  if (end - start < 6) throw corruptJpeg("has a frame header that is too short");
  const byte = (offset: number) => bytes[start + offset] ?? 0;
  return {
    precision: byte(0),
    rows: (byte(1) << 8) | byte(2),
    columns: (byte(3) << 8) | byte(4),
    components: byte(5),
    process: PROCESSES[code] ?? "",
  };
}
