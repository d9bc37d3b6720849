import fc from "fast-check";
import { expect, test } from "vitest";
import { clipGradient } from "../../src/training/gradient-clipping.ts";

const gradients = fc.float32Array({ maxLength: 40, noNaN: true, min: -1000, max: 1000 });
const lengthOf = (values: Float32Array) => Math.hypot(...values);

test("a longer gradient keeps its direction and gets the length asked for", () => {
  fc.assert(
    fc.property(gradients, fc.double({ min: 0.01, max: 10, noNaN: true }), (gradient, maximum) => {
      const clipped = gradient.slice();
      const norm = clipGradient(clipped, maximum);
      expect(Math.abs(norm - lengthOf(gradient))).toBeLessThanOrEqual(1e-12 * norm);
      if (norm <= maximum) {
        expect(clipped).toEqual(gradient);
        return;
      }
      expect(Math.abs(lengthOf(clipped) / maximum - 1)).toBeLessThan(1e-6);
      for (const [index, slope] of gradient.entries())
        expect(Math.abs((clipped[index] ?? Number.NaN) - slope * (maximum / norm))).toBeLessThan(
          1e-6 * maximum,
        );
    }),
  );
});

test("without a maximum it only measures", () => {
  const gradient = Float32Array.of(3, 4, 0, 0, 12);
  expect(clipGradient(gradient, null)).toBe(13);
  expect(gradient).toEqual(Float32Array.of(3, 4, 0, 0, 12));
});

test("sums in float64: a million small slopes beside a large one count", () => {
  const gradient = new Float32Array(2 ** 20 + 1).fill(2 ** -10);
  gradient[0] = 4096;
  // Their squares, 2^-20, are lost one by one beside 2^24 in float32; together they are 1.
  expect(clipGradient(gradient, null) ** 2 - 2 ** 24).toBeCloseTo(1, 6);
});

test("slopes whose squares float32 cannot hold are measured and shortened", () => {
  const gradient = Float32Array.of(3e30, -4e30);
  expect(clipGradient(gradient, 1) / 5e30).toBeCloseTo(1, 6);
  expect(gradient[0]).toBeCloseTo(0.6, 6);
  expect(gradient[1]).toBeCloseTo(-0.8, 6);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  "a gradient with %d in it stays as it is",
  (bad) => {
    const gradient = Float32Array.of(1, bad, 3);
    expect(Number.isFinite(clipGradient(gradient, 1))).toBe(false);
    expect(gradient).toEqual(Float32Array.of(1, bad, 3));
  },
);
