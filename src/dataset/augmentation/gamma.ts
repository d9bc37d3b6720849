import type { Random } from "../../random.ts";
import { drawFactor } from "./draw.ts";

/**
 * Grey to the power of a factor from 1 / (1 + limit) to 1 + limit.
 *
 * Film and detectors answer exposure along different curves, and vendors' processing bends them again. The
 * curve is monotone and keeps black and white, so that what is denser stays brighter.
 */
export const GAMMA_RANGE = { minimum: 0, maximum: 1 } as const;

export function drawGamma(limit: number, random: Random): number {
  return drawFactor(limit, random);
}
