import { resize } from "../../radiograph/index.ts";

/** Rows and columns of comparisons: 256 bits. */
const SIDE = 16;

/** Bits of a hash. */
export const HASH_BITS = SIDE * SIDE;

/** 32-bit words of a hash. */
export const HASH_WORDS = HASH_BITS / 32;

/**
 * Difference hash: reduced to 16 rows of 17 greys, each bit says whether a grey is brighter than the one to
 * its left. Scaling, brightness, contrast and compression hardly change it.
 *
 * Krawetz, "Kind of Like That", hackerfactor.com, 2013, with four times as many bits: radiographs of the
 * chest are much more alike than photographs.
 *
 * @param greys size x size greys from 0 to 1.
 */
export function perceptualHash(greys: Float32Array, size: number): Uint32Array {
  const columns = SIDE + 1;
  const small = resize(greys, { rows: size, columns: size }, { rows: SIDE, columns });
  const hash = new Uint32Array(HASH_WORDS);
  for (let bit = 0; bit < HASH_BITS; bit++) {
    const at = Math.floor(bit / SIDE) * columns + (bit % SIDE);
    if ((small[at + 1] ?? 0) > (small[at] ?? 0))
      hash[bit >> 5] = (hash[bit >> 5] ?? 0) | (1 << (bit & 31));
  }
  return hash;
}

/** How many bits two hashes differ in. */
export function hashDistance(one: Uint32Array, other: Uint32Array): number {
  let bits = 0;
  for (let word = 0; word < HASH_WORDS; word++)
    bits += popCount((one[word] ?? 0) ^ (other[word] ?? 0));
  return bits;
}

/** Set bits of a 32-bit word, by adding neighbours (Warren, Hacker's Delight, section 5-1). */
function popCount(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
