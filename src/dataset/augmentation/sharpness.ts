import type { Random } from "../../random.ts";

/**
 * Sharpening along rows and columns by the kernel [-a, 1 + 2a, -a], a drawn from 0 to so much.
 *
 * Vendors' processing enhances edges, and resize filters with negative lobes (bicubic, Lanczos) do. Keep it
 * below about 0.2: more draws dark seams along ribs and heart, which look like air at a border.
 */
export const SHARPNESS_RANGE = { minimum: 0, maximum: 0.5 } as const;

/** Centre and one side of the kernel, as `filterSymmetric` takes it; its whole sums to 1. */
export function drawSharpness(limit: number, random: Random): number[] {
  const amount = random.uniform() * limit;
  return [1 + 2 * amount, -amount];
}
