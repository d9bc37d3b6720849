import { expect, test } from "vitest";
import { Adam } from "../../src/training/adam.ts";
import { gradientAt } from "./adam-reference.ts";

const SIZE = 14;

test("Adam follows the paper's algorithm 1 in float64 for 20 steps", () => {
  const [weights, adam] = [new Float32Array(SIZE).fill(0.5), new Adam(SIZE)];
  const expected = Float64Array.from(weights);
  const [m, v] = [new Float64Array(SIZE), new Float64Array(SIZE)];
  for (let step = 1; step <= 20; step++) {
    const gradient = gradientAt(step, SIZE);
    const rate = step > 10 ? 0.003 : 0.01;
    adam.update(weights, gradient, rate);
    for (let index = 0; index < SIZE; index++) {
      const g = gradient[index] ?? Number.NaN;
      m[index] = 0.9 * (m[index] ?? 0) + 0.1 * g;
      v[index] = 0.999 * (v[index] ?? 0) + 0.001 * g ** 2;
      const [mean, square] = [
        (m[index] ?? 0) / (1 - 0.9 ** step),
        (v[index] ?? 0) / (1 - 0.999 ** step),
      ];
      expected[index] = (expected[index] ?? 0) - (rate * mean) / (Math.sqrt(square) + 1e-8);
    }
  }
  for (const [index, value] of expected.entries()) expect(weights[index]).toBeCloseTo(value, 5);
  // Every weight went somewhere, and Adam's steps do not depend on the gradient's size.
  for (const value of expected) expect(Math.abs(value - 0.5)).toBeGreaterThan(1e-3);
});

test("Adam leaves weights without a gradient alone", () => {
  const weights = Float32Array.of(1, 2);
  new Adam(2).update(weights, new Float32Array(2), 0.1);
  expect(weights).toEqual(Float32Array.of(1, 2));
});
