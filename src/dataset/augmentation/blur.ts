import type { Random } from "../../random.ts";

/**
 * Gaussian blur, its standard deviation drawn from 0 to so many pixels of the radiograph as prepared.
 *
 * Breathing blurs, and so does every reduction in size, each in its own way: published 128-pixel files were
 * made by other filters than ours, and readings shift from one to the other unless training has seen both
 * softer and sharper. Keep it below 1: a miliary nodule or a fine pleural line is one or two pixels wide.
 */
export const BLUR_RANGE = { minimum: 0, maximum: 2 } as const;

/** Centre and one side of the kernel, as `filterSymmetric` takes it; its whole sums to 1. */
export function drawBlur(limit: number, random: Random): number[] {
  const deviation = random.uniform() * limit;
  if (deviation < 0.05) return [1];
  const taps = Array.from({ length: Math.ceil(3 * deviation) + 1 }, (_, distance) =>
    Math.exp(-(distance ** 2) / (2 * deviation ** 2)),
  );
  const whole = taps.reduce((sum, tap, distance) => sum + (distance === 0 ? tap : 2 * tap), 0);
  return taps.map((tap) => tap / whole);
}
