import type { Random } from "../../random.ts";
import { drawEitherWay } from "./draw.ts";

/**
 * Grey plus or minus up to so much (0 is black, 1 white).
 *
 * Exposure and the window that a technician saved shift all greys together. Greys on a radiograph are
 * no absolute densities, unlike a CT's: readers compare regions, and so should a network.
 */
export const BRIGHTNESS_RANGE = { minimum: 0, maximum: 0.5 } as const;

export function drawBrightness(limit: number, random: Random): number {
  return drawEitherWay(limit, random);
}
