import { expect } from "vitest";
import type { FloatTensor } from "../../src/runtime/index.node.ts";

/** Inputs are at most 1, so float32 sums of a few hundred products are this near. */
export function expectValues({ data }: FloatTensor, expected: readonly number[]): void {
  expect(data.length).toBe(expected.length);
  const errors = expected.map(
    (value, index) => Math.abs((data[index] ?? Number.NaN) - value) / Math.max(1, Math.abs(value)),
  );
  const worst = errors.reduce((largest, error) => Math.max(largest, error), 0);
  expect(worst).toBeLessThan(2e-5);
}
