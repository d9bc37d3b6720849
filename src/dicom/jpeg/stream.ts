import { findFrame, type JpegFrame } from "./frame.ts";
import { buildHuffmanTable, type HuffmanTable } from "./huffman.ts";
import { corruptJpeg, type JpegSegment, MARKER, readJpegSegments } from "./segments.ts";

/** A colour component of a frame (T.81, B.2.2). */
export interface JpegComponent {
  readonly id: number;
  /** Blocks per minimum coded unit, across and down. */
  readonly across: number;
  readonly down: number;
  readonly quantization: number;
}

/** One pass over the image, with the tables that are in force when it begins (T.81, B.2.3). */
export interface JpegScan {
  /** Which of the frame's components are in it, and their tables. */
  readonly components: readonly {
    readonly index: number;
    readonly dc: HuffmanTable | null;
    readonly ac: HuffmanTable | null;
  }[];
  /** First and last coefficient; of a lossless scan, `first` is the predictor. */
  readonly first: number;
  readonly last: number;
  /** Bits below which the pass before and this one leave the coefficients; `low` is lossless' point transform. */
  readonly high: number;
  readonly low: number;
  /** Minimum coded units between restarts, 0 for none. */
  readonly restartInterval: number;
  readonly start: number;
  readonly end: number;
}

/** All that a decoder needs to know of a JPEG stream. */
export interface JpegStream {
  readonly bytes: Uint8Array;
  readonly frame: JpegFrame;
  readonly components: readonly JpegComponent[];
  readonly quantization: ReadonlyMap<number, Uint16Array>;
  readonly scans: readonly JpegScan[];
}

/** More passes than any encoder makes: 64 coefficients in some bits each are made in about ten. */
const MOST_SCANS = 200;

/** Parses a whole stream with its tables and scan headers; nothing is decoded yet. */
export function parseJpeg(bytes: Uint8Array): JpegStream {
  const segments = readJpegSegments(bytes);
  const { frame, header } = findFrame(bytes, segments);
  const components = parseComponents(bytes, header, frame.components);
  const huffman = new Map<number, HuffmanTable>();
  const quantization = new Map<number, Uint16Array>();
  const scans: JpegScan[] = [];
  let restartInterval = 0;
  for (const segment of segments) {
    if (segment.code === MARKER.huffmanTables) parseHuffmanTables(bytes, segment, huffman);
    if (segment.code === MARKER.quantizationTables) parseQuantization(bytes, segment, quantization);
    if (segment.code === MARKER.restartInterval) restartInterval = word(bytes, segment, 0);
    if (segment.code === MARKER.startOfScan) {
      if (scans.length === MOST_SCANS) throw corruptJpeg(`has more than ${MOST_SCANS} scans`);
      scans.push(parseScan(bytes, segment, components, huffman, restartInterval));
    }
  }
  return { bytes, frame, components, quantization, scans };
}

/** The components of a frame header. */
function parseComponents(
  bytes: Uint8Array,
  header: JpegSegment,
  count: number,
): readonly JpegComponent[] {
  if (count < 1 || count > 4 || header.end - header.start < 6 + 3 * count) {
    throw corruptJpeg(`has a frame header of ${count} components`);
  }
  const components = Array.from({ length: count }, (_, index): JpegComponent => {
    const at = 6 + 3 * index;
    const sampling = byte(bytes, header, at + 1);
    const across = sampling >> 4;
    const down = sampling & 15;
    if (across < 1 || across > 4 || down < 1 || down > 4) {
      throw corruptJpeg(`samples a component ${across} x ${down} times`);
    }
    const quantization = byte(bytes, header, at + 2);
    return { id: byte(bytes, header, at), across, down, quantization };
  });
  // One component alone is coded block by block, whatever its sampling factors (T.81, A.2.2).
  return count === 1 ? components.map((one) => ({ ...one, across: 1, down: 1 })) : components;
}

/** A scan header, and the tables it refers to. */
function parseScan(
  bytes: Uint8Array,
  segment: JpegSegment,
  components: readonly JpegComponent[],
  huffman: ReadonlyMap<number, HuffmanTable>,
  restartInterval: number,
): JpegScan {
  const count = byte(bytes, segment, 0);
  if (count < 1 || count > 4) throw corruptJpeg(`has a scan of ${count} components`);
  const chosen = Array.from({ length: count }, (_, position) => {
    const id = byte(bytes, segment, 1 + 2 * position);
    const index = components.findIndex((component) => component.id === id);
    if (index === -1) throw corruptJpeg(`has a scan of component ${id}, which its frame lacks`);
    const tables = byte(bytes, segment, 2 + 2 * position);
    const dc = huffman.get(tables >> 4) ?? null;
    return { index, dc, ac: huffman.get(16 | (tables & 15)) ?? null };
  });
  const approximation = byte(bytes, segment, 3 + 2 * count);
  return {
    components: chosen,
    first: byte(bytes, segment, 1 + 2 * count),
    last: byte(bytes, segment, 2 + 2 * count),
    high: approximation >> 4,
    low: approximation & 15,
    restartInterval,
    start: segment.end,
    end: segment.dataEnd,
  };
}

/** Huffman tables: a class and number, 16 counts, the symbols (T.81, B.2.4.2). */
function parseHuffmanTables(
  bytes: Uint8Array,
  { start, end }: JpegSegment,
  tables: Map<number, HuffmanTable>,
): void {
  for (let at = start; at < end; ) {
    const counts = bytes.subarray(at + 1, at + 17);
    const symbols = counts.reduce((sum, count) => sum + count, 0);
    if (at + 17 + symbols > end) throw corruptJpeg("has a Huffman table that is too short");
    tables.set(
      bytes[at] ?? 0,
      buildHuffmanTable(counts, bytes.subarray(at + 17, at + 17 + symbols)),
    );
    at += 17 + symbols;
  }
}

/** Quantization tables: a precision and number, 64 values in zigzag order (T.81, B.2.4.1). */
function parseQuantization(
  bytes: Uint8Array,
  { start, end }: JpegSegment,
  tables: Map<number, Uint16Array>,
): void {
  for (let at = start; at < end; ) {
    const isWide = (bytes[at] ?? 0) >> 4 !== 0;
    const length = 1 + (isWide ? 128 : 64);
    if (at + length > end) throw corruptJpeg("has a quantization table that is too short");
    const from = at + 1;
    const values = Uint16Array.from({ length: 64 }, (_, index) =>
      isWide
        ? ((bytes[from + 2 * index] ?? 0) << 8) | (bytes[from + 2 * index + 1] ?? 0)
        : (bytes[from + index] ?? 0),
    );
    tables.set((bytes[at] ?? 0) & 15, values);
    at += length;
  }
}

/** A byte of a segment, which must have it. */
function byte(bytes: Uint8Array, { start, end }: JpegSegment, offset: number): number {
  if (start + offset >= end) throw corruptJpeg("has a segment that is too short");
  return bytes[start + offset] ?? 0;
}

/** Two bytes of a segment. */
function word(bytes: Uint8Array, segment: JpegSegment, offset: number): number {
  return (byte(bytes, segment, offset) << 8) | byte(bytes, segment, offset + 1);
}
