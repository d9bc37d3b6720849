import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mixPairs } from "../../../src/dataset/augmentation/index.ts";
import { Random } from "../../../src/random.ts";
import { mean } from "./images.ts";

const NAN = Number.NaN;
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** Weights of `pairs` pairs, read off images that are 1 and 0. */
function drawWeights(pairs: number, alpha: number, seed: number): number[] {
  const grey = Float32Array.from({ length: 2 * pairs }, (_, image) => (image + 1) % 2);
  mixPairs(grey, new Float32Array(2 * pairs), 2 * pairs, alpha, Random.fromSeed(seed));
  return Array.from({ length: pairs }, (_, pair) => grey[2 * pair] ?? NAN);
}

describe("mixPairs", () => {
  test("mixes images and labels by the same weight, and keeps each pair's sum", () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.05, max: 10, noNaN: true }), (seed, alpha) => {
        const grey = Float32Array.from([1, 0.5, 0, 0.25, 0.2, 0.2, 0.8, 0.4]);
        const targets = Float32Array.from([1, 0, 0, 1, 1, 1, 0, 1]);
        mixPairs(grey, targets, 4, alpha, Random.fromSeed(seed));
        const [weight = NAN, other = NAN] = [targets[0], targets[2]];
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(weight).toBeLessThanOrEqual(1);
        expect(weight + other).toBeCloseTo(1, 6);
        expect(targets[1]).toBeCloseTo(1 - weight, 6);
        expect(grey[0]).toBeCloseTo(weight, 6);
        expect(grey[1]).toBeCloseTo(0.25 + 0.25 * weight, 6);
        expect(grey[2]).toBeCloseTo(1 - weight, 6);
        const [second = NAN] = targets.slice(4);
        expect(grey[4]).toBeCloseTo(0.2 * second + 0.8 * (1 - second), 6);
        expect([targets[5], targets[7]]).toEqual([1, 1]);
      }),
    );
  });

  test("a label is known only where both are", () => {
    const targets = Float32Array.from([NAN, 1, NAN, 1, 0, NAN]);
    mixPairs(new Float32Array(2), targets, 2, 1, Random.fromSeed(1));
    expect([...targets].map(Number.isNaN)).toEqual([true, false, true, true, false, true]);
    expect((targets[1] ?? NAN) + (targets[4] ?? NAN)).toBeCloseTo(1, 6);
  });

  test("leaves the last of an odd batch alone", () => {
    const grey = Float32Array.from([0, 1, 0.3]);
    const targets = Float32Array.from([0, 1, 1]);
    mixPairs(grey, targets, 3, 1, Random.fromSeed(2));
    expect(grey[2]).toBeCloseTo(0.3, 6);
    expect(targets[2]).toBe(1);
    expect(grey[0]).not.toBe(0);
  });

  // Beta(a, a) has mean 1/2, variance 1 / (4 (2a + 1)) and kurtosis 3 - 6 / (2a + 3).
  test.each([0.05, 0.2, 0.4, 1, 3])(
    "weights follow Beta(alpha, alpha) by their moments, alpha %d",
    (alpha) => {
      const off = drawWeights(40_000, alpha, 3).map((weight) => weight - 0.5);
      const variance = mean(off.map((value) => value ** 2));
      expect(Math.abs(mean(off))).toBeLessThan(0.01);
      expect(Math.abs(variance * 4 * (2 * alpha + 1) - 1)).toBeLessThan(0.03);
      expect(mean(off.map((value) => value ** 4)) / variance ** 2).toBeCloseTo(
        3 - 6 / (2 * alpha + 3),
        1,
      );
    },
  );
});
