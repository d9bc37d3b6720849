import type { ChestDescription } from "./description.ts";
import { type Side, sign } from "./frame.ts";
import { column, type Solid } from "./solid.ts";
import type { Thorax } from "./thorax.ts";

/** One half of the diaphragm with what lies under it: liver, or stomach and spleen. */
export interface Dome {
  /** The middle of the dome, and the height of its top. */
  readonly x: number;
  readonly z: number;
  readonly top: number;
  /** How far the dome falls until it meets the wall: the depth of the costophrenic angle. */
  readonly fall: number;
  readonly solid: Solid;
}

/**
 * Half an ellipsoid standing on a cylinder that fills the thorax. The lung reaches down around it, and
 * furthest behind, as the posterior recess does.
 */
export function domeOf({ anatomy }: ChestDescription, thorax: Thorax, side: Side): Dome {
  const top = anatomy.inspiration + (side === "left" ? anatomy.domeDifference : 0);
  const fall = anatomy.domeHeight;
  const reach = thorax.halfWidth(top + fall) + 3;
  const middle = reach * (side === "left" ? 0.56 : 0.5);
  const lateral = reach - middle;
  const z = 12;
  const halfDepth = thorax.halfDepth(top + fall) + 6;
  const solid = column(top, 1000, (y) => {
    const level = Math.min(1, (y - top) / fall);
    const open = Math.sqrt(1 - (1 - level) ** 2);
    const outer = lateral * open;
    const inner = 1.5 * lateral * open;
    return {
      x: sign(side) * (middle + (outer - inner) / 2),
      z: z * (1 - level),
      halfWidth: (outer + inner) / 2,
      halfDepth: Math.max(0.01, halfDepth * open),
      exponent: 2 + level * 1.5,
    };
  });
  return { x: sign(side) * middle, z, top, fall, solid };
}
