import { BitReader, type HuffmanTable, removeStuffing, upcomingBits } from "./huffman.ts";
import { corruptJpeg, truncatedJpeg } from "./segments.ts";
import { required } from "./sequential.ts";
import type { JpegScan, JpegStream } from "./stream.ts";

/**
 * Decodes a stream that is coded by lossless processes (T.81, annex H): each sample is predicted from its
 * neighbours, and the difference is coded as DC differences are, with up to 16 bits.
 *
 * @returns the samples of each component.
 */
export function decodeLossless(stream: JpegStream): readonly Uint16Array[] {
  const { rows, columns } = stream.frame;
  if (stream.components.some(({ across, down }) => across !== 1 || down !== 1)) {
    throw corruptJpeg("has lossless components of different sizes");
  }
  const planes = stream.components.map(() => new Uint16Array(rows * columns));
  const seen = new Set<number>();
  for (const scan of stream.scans) {
    for (const { index } of scan.components) {
      if (seen.has(index)) throw corruptJpeg("codes a component twice");
      seen.add(index);
    }
    decodeScan(stream, scan, planes);
  }
  if (seen.size < planes.length) throw truncatedJpeg();
  return planes;
}

/** Decodes one scan, row by row; a restart may come between rows only (H.1.1). */
function decodeScan(stream: JpegStream, scan: JpegScan, planes: readonly Uint16Array[]): void {
  const { rows, columns, precision } = stream.frame;
  const { first: predictor, low: shift, restartInterval } = scan;
  if (predictor < 1 || predictor > 7 || shift >= precision || restartInterval % columns !== 0) {
    throw corruptJpeg(`has a lossless scan of predictor ${predictor}, point transform ${shift}`);
  }
  const { bytes, intervals } = removeStuffing(stream.bytes, scan.start, scan.end);
  const rowsPerInterval = restartInterval / columns || rows;
  if (intervals.length !== Math.ceil(rows / rowsPerInterval)) throw truncatedJpeg();
  const reader = new BitReader(bytes);
  const lines = scan.components.map(({ index, dc }) => ({
    plane: planes[index] ?? new Uint16Array(),
    table: required(dc),
  }));
  const start = 1 << (precision - shift - 1);
  const readDifference = (table: Uint16Array) => {
    const length = reader.symbol(table);
    if (length > 16) throw corruptJpeg(`has a difference of ${length} bits`);
    return length === 16 ? 32_768 : reader.difference(length);
  };
  const isInterleaved = lines.length > 1;
  for (let row = 0; row < rows; row++) {
    const isFirst = row % rowsPerInterval === 0;
    if (isFirst) {
      const { start: from, end } = intervals[row / rowsPerInterval] ?? { start: 0, end: 0 };
      reader.enter(from, end);
    }
    const at = row * columns;
    if (!isInterleaved && !isFirst) {
      const { plane, table } = lines[0] ?? missingLine();
      decodeRow(reader, table, plane, { at, columns, predictor });
      continue;
    }
    for (let column = 0; column < columns; column++) {
      for (let line = 0; line < lines.length; line++) {
        const { plane, table } = lines[line] ?? missingLine();
        const predicted = isFirst
          ? column === 0
            ? start
            : (plane[at + column - 1] ?? 0)
          : column === 0
            ? (plane[at - columns] ?? 0)
            : predict(predictor, plane, at + column, columns);
        plane[at + column] = predicted + readDifference(table);
      }
      if (isInterleaved || (column & 63) === 63) reader.requirePresent();
    }
    reader.requirePresent();
  }
  if (shift > 0) {
    for (const { plane } of lines) {
      for (let index = 0; index < plane.length; index++)
        plane[index] = (plane[index] ?? 0) << shift;
    }
  }
}

/** Decodes a row of a component alone that is not the first after a restart: almost all rows there are. */
function decodeRow(
  reader: BitReader,
  table: HuffmanTable,
  plane: Uint16Array,
  row: { readonly at: number; readonly columns: number; readonly predictor: number },
): void {
  const { at, columns, predictor } = row;
  const { bytes } = reader;
  let { position } = reader;
  for (let column = 0; column < columns; column++) {
    const bits = upcomingBits(bytes, position);
    const entry = table[bits >>> 16] ?? 0;
    const length = entry >> 8;
    const size = entry & 0xff;
    if (entry === 0) {
      reader.position = position;
      reader.refuseCode();
    }
    if (size > 16) throw corruptJpeg(`has a difference of ${size} bits`);
    position += length;
    let difference = 0;
    if (size === 16) {
      difference = 32_768;
    } else if (size > 0) {
      const value =
        (length + size <= 25 ? bits << length : upcomingBits(bytes, position)) >>> (32 - size);
      difference = value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
      position += size;
    }
    const predicted =
      column === 0
        ? (plane[at - columns] ?? 0)
        : predictor === 1
          ? (plane[at + column - 1] ?? 0)
          : predict(predictor, plane, at + column, columns);
    plane[at + column] = predicted + difference;
    if ((column & 63) === 63) {
      reader.position = position;
      reader.requirePresent();
    }
  }
  reader.position = position;
  reader.requirePresent();
}

/** The prediction from the neighbours left, above, and left above (table H.1). */
function predict(predictor: number, plane: Uint16Array, at: number, columns: number): number {
  const left = plane[at - 1] ?? 0;
  if (predictor === 1) return left;
  const above = plane[at - columns] ?? 0;
  const corner = plane[at - columns - 1] ?? 0;
  switch (predictor) {
    case 2:
      return above;
    case 3:
      return corner;
    case 4:
      return left + above - corner;
    case 5:
      return left + ((above - corner) >> 1);
    case 6:
      return above + ((left - corner) >> 1);
    default:
      return (left + above) >> 1;
  }
}

/** Cannot be: there are as many lines as components of the scan. */
function missingLine(): never {
  throw corruptJpeg("has a scan without components");
}
