import type { Random } from "../../random.ts";
import type { Affine } from "./affine.ts";
import { drawEitherWay } from "./draw.ts";

/**
 * A square window, at a random place, whose side lacks up to so large a part of the image's; it is enlarged
 * to fill the image.
 *
 * Collimation differs: some radiographs end at the ribs, some show both arms. Keep it near 0.1, unlike the
 * crops down to 8 percent of the area that photographs are trained with: what is cropped away may be the
 * finding, while the label stays.
 */
export const CROP_RANGE = { minimum: 0, maximum: 0.5 } as const;

export function drawCrop(part: number, random: Random): Affine {
  const lacking = random.uniform() * part;
  const side = 1 - lacking;
  const [x0, y0] = [drawEitherWay(lacking / 2, random), drawEitherWay(lacking / 2, random)];
  return { xx: side, xy: 0, x0, yx: 0, yy: side, y0 };
}
