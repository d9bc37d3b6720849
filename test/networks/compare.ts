import { expect } from "vitest";

/** What counts as nothing beside the largest value of a reference. */
const FLOOR = 0.05;

/**
 * The largest difference of an element relative to the reference's, or to a twentieth of the reference's
 * largest element where it is smaller than that: a cell of a heatmap is a sum of 1,280 terms of both
 * signs, which keeps their rounding errors when they cancel (3e-6 of the largest cell in float32).
 */
export function largestRelativeDifference(
  actual: ArrayLike<number>,
  reference: ArrayLike<number>,
): number {
  expect(actual.length).toBe(reference.length);
  const sizes = Array.from(reference, Math.abs);
  const floor = FLOOR * sizes.reduce((largest, size) => Math.max(largest, size), 0);
  return sizes.reduce((largest, size, index) => {
    const difference = Math.abs((actual[index] ?? Number.NaN) - (reference[index] ?? Number.NaN));
    return Math.max(largest, difference / Math.max(size, floor));
  }, 0);
}

/** Which of the maps, `cells` values each, are zero everywhere. */
export function zeroMaps(maps: ArrayLike<number>, cells: number): number[] {
  const values = Array.from(maps);
  return Array.from({ length: values.length / cells }, (_, map) => map).filter((map) =>
    values.slice(map * cells, (map + 1) * cells).every((value) => value === 0),
  );
}
