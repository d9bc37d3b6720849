import type { Random } from "../../random.ts";
import type { Affine } from "./affine.ts";
import { drawEitherWay } from "./draw.ts";

/**
 * Rotation about the centre by up to so many degrees, either way.
 *
 * Patients lean and cassettes tilt by a few degrees, bedridden ones by more, and no finding depends on it.
 * Beyond about 15 degrees no radiographer would let it pass; a fluid level's tilt against gravity, which tells
 * hydropneumothorax, would begin to mislead. A radiograph that was stretched to a square is rotated as
 * stretched: at 10 degrees and 2,500 x 2,048 originals the two axes then turn by 8 and 12 degrees.
 */
export const ROTATION_RANGE = { minimum: 0, maximum: 30 } as const;

export function drawRotation(degrees: number, random: Random): Affine {
  const angle = (drawEitherWay(degrees, random) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { xx: cos, xy: -sin, x0: 0, yx: sin, yy: cos, y0: 0 };
}
