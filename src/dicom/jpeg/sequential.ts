import type { BlockDecoder } from "./coefficients.ts";
import { type BitReader, type HuffmanTable, upcomingBits } from "./huffman.ts";
import { corruptJpeg } from "./segments.ts";
import type { JpegScan } from "./stream.ts";

/** Decodes the blocks of a baseline or extended sequential scan (T.81, F.2). */
export function sequentialDecoder(reader: BitReader, scan: JpegScan): BlockDecoder {
  const tables = scan.components.map(({ dc, ac }) => ({ dc: required(dc), ac: required(ac) }));
  const previous = new Int32Array(tables.length);
  return {
    restart: () => previous.fill(0),
    block(coefficients, at, position) {
      const { dc, ac } = tables[position] ?? missingTable();
      const value = (previous[position] ?? 0) + reader.difference(lengthOf(reader.symbol(dc)));
      previous[position] = value;
      coefficients[at] = value;
      decodeAc(reader, ac, coefficients, at);
    },
  };
}

/** Decodes the 63 coefficients after the first one: most of the time that a JPEG takes. */
function decodeAc(
  reader: BitReader,
  table: HuffmanTable,
  coefficients: Int16Array,
  at: number,
): void {
  const { bytes } = reader;
  let { position } = reader;
  for (let k = 1; k < 64; k++) {
    const bits = upcomingBits(bytes, position);
    const entry = table[bits >>> 16] ?? 0;
    const length = entry >> 8;
    const size = entry & 15;
    if (size === 0) {
      if (entry === 0) {
        reader.position = position;
        reader.refuseCode();
      }
      position += length;
      if ((entry & 0xff) !== 0xf0) {
        reader.position = position;
        return;
      }
      k += 15;
      continue;
    }
    k += (entry >> 4) & 15;
    if (k > 63) throw corruptJpeg("has a block of more than 64 coefficients");
    position += length;
    const value =
      (length + size <= 25 ? bits << length : upcomingBits(bytes, position)) >>> (32 - size);
    coefficients[at + k] = value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    position += size;
  }
  reader.position = position;
}

/** The table that a scan refers to. */
export function required(table: HuffmanTable | null): HuffmanTable {
  return table ?? missingTable();
}

/** The length of a DC difference, 15 bits at most (T.81, table F.6, for samples of 12 bits). */
export function lengthOf(symbol: number): number {
  if (symbol > 15) throw corruptJpeg(`has a difference of ${symbol} bits`);
  return symbol;
}

/** A scan that refers to a table which the stream did not define. */
function missingTable(): never {
  throw corruptJpeg("has a scan whose Huffman table is missing");
}
