import { smoothStep } from "./curve.ts";
import type { ChestDescription } from "./description.ts";
import type { Section, Solid } from "./solid.ts";
import type { Vector } from "./vector.ts";

/** The side of the patient's body; the right one is on the left of the picture. */
export type Side = "left" | "right";

/** +1 towards the right of the picture, where the patient's left is. */
export function sign(side: Side): 1 | -1 {
  return side === "left" ? 1 : -1;
}

/**
 * Where a place of the upright, straight body comes to lie in this patient: displaced by the curve of
 * the spine and by rotation about the long axis (small, so a shear along depth).
 */
export interface Posture {
  /** The displacement to the right of the picture at a height and depth. */
  shift(y: number, z: number): number;
  place(point: Vector): Vector;
  solid(solid: Solid): Solid;
}

/** The posture of a described patient. */
export function postureOf({ anatomy, exposure }: ChestDescription): Posture {
  const turn = Math.tan((exposure.rotation * Math.PI) / 180);
  const shift = (y: number, z: number): number => {
    const bend = Math.sin(((y - 20) / 230) * Math.PI) * smoothStep(-60, 20, y);
    return anatomy.scoliosis * bend + turn * (z + 40);
  };
  return {
    shift,
    place: (point) => ({ ...point, x: point.x + shift(point.y, point.z) }),
    solid: (solid) => ({
      ...solid,
      section: (y) => shifted(solid.section(y), (z) => shift(y, z)),
    }),
  };
}

function shifted(section: Section | undefined, shift: (z: number) => number): Section | undefined {
  return section && { ...section, x: section.x + shift(section.z) };
}
