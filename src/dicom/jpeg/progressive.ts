import type { BlockDecoder } from "./coefficients.ts";
import type { BitReader, HuffmanTable } from "./huffman.ts";
import { corruptJpeg } from "./segments.ts";
import { lengthOf, required } from "./sequential.ts";
import type { JpegScan } from "./stream.ts";

/** Decodes the blocks of a progressive scan (T.81, annex G): DC or a band of AC, first or refining. */
export function progressiveDecoder(reader: BitReader, scan: JpegScan): BlockDecoder {
  if (scan.first === 0) return scan.high === 0 ? firstDc(reader, scan) : refineDc(reader, scan);
  const [component] = scan.components;
  if (scan.components.length !== 1 || component === undefined) {
    throw corruptJpeg("interleaves AC coefficients of several components");
  }
  const table = required(component.ac);
  return scan.high === 0 ? firstAc(reader, scan, table) : refineAc(reader, scan, table);
}

/** The upper bits of DC coefficients (G.1.2.1). */
function firstDc(reader: BitReader, { components, low }: JpegScan): BlockDecoder {
  const tables = components.map(({ dc }) => required(dc));
  const previous = new Int32Array(tables.length);
  return {
    restart: () => previous.fill(0),
    block(coefficients, at, position) {
      const size = lengthOf(reader.symbol(required(tables[position] ?? null)));
      const value = (previous[position] ?? 0) + reader.difference(size);
      previous[position] = value;
      coefficients[at] = value << low;
    },
  };
}

/** One more bit of DC coefficients. */
function refineDc(reader: BitReader, { low }: JpegScan): BlockDecoder {
  return {
    restart: () => {},
    block(coefficients, at) {
      if (reader.bits(1) === 1) coefficients[at] = (coefficients[at] ?? 0) | (1 << low);
    },
  };
}

/** The upper bits of a band of AC coefficients (G.1.2.2); a run of blocks may have none. */
function firstAc(
  reader: BitReader,
  { first, last, low }: JpegScan,
  table: HuffmanTable,
): BlockDecoder {
  let emptyBlocks = 0;
  return {
    restart() {
      emptyBlocks = 0;
    },
    block(coefficients, at) {
      if (emptyBlocks > 0) {
        emptyBlocks--;
        return;
      }
      for (let k = first; k <= last; k++) {
        const symbol = reader.symbol(table);
        const run = symbol >> 4;
        const size = symbol & 15;
        if (size === 0) {
          if (run < 15) {
            emptyBlocks = (1 << run) - 1 + reader.bits(run);
            return;
          }
          k += 15;
          continue;
        }
        k += run;
        if (k > last) throw corruptJpeg("has a block of more than 64 coefficients");
        coefficients[at + k] = reader.difference(size) << low;
      }
    },
  };
}

/** One more bit of a band of AC coefficients, and those that become other than zero by it (G.1.2.3). */
function refineAc(
  reader: BitReader,
  { first, last, low }: JpegScan,
  table: HuffmanTable,
): BlockDecoder {
  let emptyBlocks = 0;
  const bit = 1 << low;
  const refine = (coefficients: Int16Array, at: number): boolean => {
    const value = coefficients[at] ?? 0;
    if (value === 0) return false;
    if (reader.bits(1) === 1) coefficients[at] = value + (value > 0 ? bit : -bit);
    return true;
  };
  return {
    restart() {
      emptyBlocks = 0;
    },
    block(coefficients, at) {
      let k = first;
      while (k <= last && emptyBlocks === 0) {
        const symbol = reader.symbol(table);
        let zeros = symbol >> 4;
        const size = symbol & 15;
        if (size > 1) throw corruptJpeg("refines a coefficient by more than a bit");
        if (size === 0 && zeros < 15) {
          emptyBlocks = (1 << zeros) + reader.bits(zeros);
          break;
        }
        const added = size === 0 ? 0 : reader.bits(1) === 1 ? bit : -bit;
        while (k <= last) {
          if (!refine(coefficients, at + k) && zeros-- === 0) {
            coefficients[at + k] = added;
            k++;
            break;
          }
          k++;
        }
      }
      if (emptyBlocks === 0) return;
      for (; k <= last; k++) refine(coefficients, at + k);
      emptyBlocks--;
    },
  };
}
