import { corruptJpeg, truncatedJpeg } from "./segments.ts";

/**
 * A Huffman table as a look-up by the next 16 bits: length of the code in the upper byte, its symbol in the
 * lower one, and 0 where no code begins with these bits.
 */
export type HuffmanTable = Uint16Array;

/** Builds a table from the number of codes of each length from 1 to 16 and their symbols (T.81, annex C). */
export function buildHuffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = new Uint16Array(1 << 16);
  let position = 0;
  let symbol = 0;
  for (let length = 1; length <= 16; length++) {
    const span = 1 << (16 - length);
    for (let code = 0; code < (counts[length - 1] ?? 0); code++) {
      if (position + span > table.length) throw corruptJpeg("has an impossible Huffman table");
      table.fill((length << 8) | (symbols[symbol] ?? 0), position, position + span);
      position += span;
      symbol++;
    }
  }
  return table;
}

/** Bytes of padding after the data, so that a block may be read before its end is checked. */
const PADDING = 1024;

/**
 * Reads bits of entropy-coded data from which stuffed bytes have been removed (T.81, F.2.2.5).
 *
 * Bits are read without asking whether they are there; `requirePresent` must be called after each block of
 * coefficients or row of pixels, neither of which takes more than the padding.
 */
export class BitReader {
  readonly bytes: Uint8Array;
  /** The next bit to read. Loops in which time counts keep it in a variable of their own and put it back. */
  position = 0;
  #limit = 0;

  /** Takes data that ends in `PADDING` bytes; see `removeStuffing`. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Goes to a stretch of bytes. */
  enter(start: number, end: number): void {
    this.position = start * 8;
    this.#limit = end * 8;
  }

  /** Refuses data that ended before the last bit that was read. */
  requirePresent(): void {
    if (this.position > this.#limit) throw truncatedJpeg();
  }

  /** Refuses the bits at the position, with which no code begins: data that has ended, or damage. */
  refuseCode(): never {
    this.requirePresent();
    throw corruptJpeg("holds a code that its Huffman table does not have");
  }

  /** The symbol of the next code. */
  symbol(table: HuffmanTable): number {
    const entry = table[this.#next16()] ?? 0;
    if (entry === 0) this.refuseCode();
    this.position += entry >> 8;
    return entry & 0xff;
  }

  /** The next bits as an unsigned number, 16 of them at most. */
  bits(count: number): number {
    const value = this.#next16() >>> (16 - count);
    this.position += count;
    return value;
  }

  /** The next bits as a signed difference (T.81, F.2.2.1, EXTEND). */
  difference(count: number): number {
    if (count === 0) return 0;
    const value = this.bits(count);
    return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
  }

  #next16(): number {
    const at = this.position >>> 3;
    const { bytes } = this;
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    return (three >>> (8 - (this.position & 7))) & 0xffff;
  }
}

/**
 * The bits of some bytes from a position on, in the upper end of 32; at least 25 of them are there, as many as
 * a code and its difference have in all but contrived data.
 */
export function upcomingBits(bytes: Uint8Array, position: number): number {
  const at = position >>> 3;
  const four =
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0);
  return four << (position & 7);
}

/** Entropy-coded data without stuffing, padded, and where each restart interval begins and ends in it. */
export interface UnstuffedData {
  readonly bytes: Uint8Array;
  readonly intervals: readonly { readonly start: number; readonly end: number }[];
}

/** Removes the zero byte after each 0xFF of entropy-coded data and divides it at restart markers. */
export function removeStuffing(bytes: Uint8Array, start: number, end: number): UnstuffedData {
  const output = new Uint8Array(end - start + PADDING);
  const intervals: { start: number; end: number }[] = [];
  let length = 0;
  let intervalStart = 0;
  let position = start;
  while (position < end) {
    const next = bytes.indexOf(0xff, position);
    const stop = next === -1 || next >= end ? end : next;
    output.set(bytes.subarray(position, stop), length);
    length += stop - position;
    position = stop;
    if (position >= end) break;
    const code = bytes[position + 1] ?? 0;
    if (code === 0) {
      output[length++] = 0xff;
      position += 2;
    } else if (code === 0xff) {
      position += 1;
    } else {
      if (code !== 0xd0 + (intervals.length % 8)) throw corruptJpeg("has restarts out of order");
      intervals.push({ start: intervalStart, end: length });
      intervalStart = length;
      position += 2;
    }
  }
  intervals.push({ start: intervalStart, end: length });
  return { bytes: output, intervals };
}
