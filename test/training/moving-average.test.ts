import { describe, expect, test } from "vitest";
import { decayAfter, followAverage } from "../../src/training/moving-average.ts";

describe("the moving average", () => {
  test("has the decay of TensorFlow's: (1 + t) / (10 + t) until that reaches the one asked for", () => {
    expect(decayAfter(0, 0.999)).toBe(0.1);
    expect(decayAfter(8, 0.999)).toBe(0.5);
    expect(decayAfter(8989, 0.999)).toBeCloseTo(8990 / 8999, 12);
    expect(decayAfter(8990, 0.999)).toBe(0.999);
    expect(decayAfter(1e6, 0.999)).toBe(0.999);
  });

  test("is the weighted sum of all weights since the start", () => {
    const weights = [3, -1, 4, 1, -5, 9, 2, -6].map((value) => Float32Array.of(value, value / 10));
    const average = Float32Array.of(7, 0.7);
    for (const [updates, next] of weights.entries()) followAverage(average, next, 0.4, updates);
    // By hand: each weight counts (1 - d) of its step times the decays of all later ones.
    const decays = [0.1, 2 / 11, 0.25, 4 / 13, 5 / 14, 0.4, 0.4, 0.4];
    const later = (from: number) => decays.slice(from).reduce((product, d) => product * d, 1);
    const expected = weights.reduce(
      (sum, [value = 0], step) => sum + value * (1 - (decays[step] ?? 0)) * later(step + 1),
      7 * later(0),
    );
    expect(average[0]).toBeCloseTo(expected, 5);
    expect(average[1]).toBeCloseTo(expected / 10, 6);
  });

  test("stays where the weights stay", () => {
    const average = Float32Array.of(0.3, -2);
    followAverage(average, Float32Array.of(0.3, -2), 0.99, 5);
    expect(average).toEqual(Float32Array.of(0.3, -2));
  });

  test("refuses the weights of another network", () => {
    expect(() => followAverage(new Float32Array(3), new Float32Array(4), 0.9, 0)).toThrow(
      /3 weights .* 4 others/,
    );
  });
});
