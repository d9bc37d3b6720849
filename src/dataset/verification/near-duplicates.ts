import { HASH_BITS, HASH_WORDS, hashDistance } from "./perceptual-hash.ts";

/** Two images whose hashes are close, by their positions; `one` is the smaller. */
export interface HashPair {
  readonly one: number;
  readonly other: number;
  readonly distance: number;
}

/**
 * All pairs of hashes at most `most` bits apart, by position.
 *
 * Hashes are cut into `most + 1` pieces: of two that differ in `most` bits, one piece at least is the same
 * (pigeonhole), so only hashes that share a piece are compared, and each pair but once.
 */
export function nearPairs(hashes: readonly Uint32Array[], most: number): HashPair[] {
  const pieces = most + 1;
  const edges = Array.from({ length: pieces + 1 }, (_, piece) =>
    Math.floor((piece * HASH_BITS) / pieces),
  );
  const pairs = new Map<number, HashPair>();
  for (let piece = 0; piece < pieces; piece++) {
    const [from, to] = [edges[piece] ?? 0, edges[piece + 1] ?? HASH_BITS];
    for (const sharing of sharingPiece(hashes, from, to)) {
      for (const [index, one] of sharing.entries()) {
        const hash = hashes[one];
        if (hash === undefined) continue;
        for (let next = index + 1; next < sharing.length; next++) {
          const other = sharing[next] ?? 0;
          const distance = hashDistance(hash, hashes[other] ?? hash);
          if (distance <= most) pairs.set(one * hashes.length + other, { one, other, distance });
        }
      }
    }
  }
  return [...pairs.values()].sort((a, b) => a.one - b.one || a.other - b.other);
}

/** Groups of two or more hashes with the same bits `from` to `to`, each ascending. */
function sharingPiece(hashes: readonly Uint32Array[], from: number, to: number): number[][] {
  const groups = new Map<number, number[]>();
  for (const [position, hash] of hashes.entries()) {
    const piece = bitsOf(hash, from, to);
    const group = groups.get(piece);
    if (group === undefined) groups.set(piece, [position]);
    else group.push(position);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** At most 52 bits of a hash as a number. */
function bitsOf(hash: Uint32Array, from: number, to: number): number {
  let value = 0;
  for (let bit = from; bit < Math.min(to, from + 52, HASH_WORDS * 32); bit++)
    value = value * 2 + (((hash[bit >> 5] ?? 0) >>> (bit & 31)) & 1);
  return value;
}
