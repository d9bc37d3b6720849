import type { Random } from "../../random.ts";
import type { Affine } from "./affine.ts";
import { drawEitherWay } from "./draw.ts";

/**
 * Translation by up to so large a part of the side, along both axes.
 *
 * Centring differs from exposure to exposure and means nothing. Small, so that no costophrenic angle (where
 * effusions begin) and no apex (where pneumothoraces are) leaves the image while its label stays.
 */
export const TRANSLATION_RANGE = { minimum: 0, maximum: 0.25 } as const;

export function drawTranslation(part: number, random: Random): Affine {
  const [x0, y0] = [drawEitherWay(part, random), drawEitherWay(part, random)];
  return { xx: 1, xy: 0, x0, yx: 0, yy: 1, y0 };
}
