import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearPairs } from "../../../src/dataset/verification/near-duplicates.ts";
import {
  HASH_BITS,
  HASH_WORDS,
  hashDistance,
  perceptualHash,
} from "../../../src/dataset/verification/perceptual-hash.ts";

/** Bits by the definition, one by one. */
function bitsApart(one: Uint32Array, other: Uint32Array): number {
  const bits = (hash: Uint32Array) =>
    [...hash].map((word) => word.toString(2).padStart(32, "0")).join("");
  return [...bits(one)].filter((bit, index) => bit !== bits(other)[index]).length;
}

/** Hashes that are few bits away from a few centres. */
const hashes = fc
  .array(
    fc.record({
      centre: fc.nat(2),
      flips: fc.array(fc.nat(HASH_BITS - 1), { maxLength: 12 }),
    }),
    { minLength: 2, maxLength: 30 },
  )
  .map((made) =>
    made.map(({ centre, flips }) => {
      const hash = new Uint32Array(HASH_WORDS).map((_, word) => 0x9e3779b9 * (centre * 8 + word));
      for (const bit of flips) hash[bit >> 5] = (hash[bit >> 5] ?? 0) ^ (1 << (bit & 31));
      return hash;
    }),
  );

describe("near pairs", () => {
  test("are those that comparing all with all finds", () => {
    fc.assert(
      fc.property(hashes, fc.integer({ min: 0, max: 14 }), (made, most) => {
        const expected = made.flatMap((one, index) =>
          made.slice(index + 1).flatMap((other, offset) => {
            const distance = bitsApart(one, other);
            return distance <= most ? [{ one: index, other: index + 1 + offset, distance }] : [];
          }),
        );
        expect(nearPairs(made, most)).toEqual(expected);
      }),
    );
  });
});

describe("the perceptual hash", () => {
  const size = 64;
  const image = Float32Array.from(
    { length: size * size },
    (_, at) => 0.5 + 0.4 * Math.sin((at % size) / 9) * Math.cos(Math.floor(at / size) / 7),
  );

  test("does not change with brightness and contrast", () => {
    const fainter = image.map((grey) => 0.2 + 0.5 * grey);
    expect(hashDistance(perceptualHash(image, size), perceptualHash(fainter, size))).toBe(0);
  });

  test("is the opposite of the inverted image's", () => {
    const inverted = image.map((grey) => 1 - grey);
    expect(
      hashDistance(perceptualHash(image, size), perceptualHash(inverted, size)),
    ).toBeGreaterThan(HASH_BITS - 8);
  });
});
