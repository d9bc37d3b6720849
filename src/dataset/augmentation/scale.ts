import type { Random } from "../../random.ts";
import type { Affine } from "./affine.ts";
import { drawFactor } from "./draw.ts";

/**
 * Enlargement about the centre by a factor from 1 / (1 + limit) to 1 + limit, the same along both axes.
 *
 * Patients differ in size and detectors in distance. The same along both axes, because the heart's width
 * against the chest's (the cardiothoracic ratio) is how cardiomegaly is told: heart and chest scale together.
 */
export const SCALE_RANGE = { minimum: 0, maximum: 0.5 } as const;

export function drawScale(limit: number, random: Random): Affine {
  const reach = 1 / drawFactor(limit, random);
  return { xx: reach, xy: 0, x0: 0, yx: 0, yy: reach, y0: 0 };
}
