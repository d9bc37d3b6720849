import { type Curve, curveThrough } from "./curve.ts";
import type { ChestDescription } from "./description.ts";
import { type Side, sign } from "./frame.ts";
import { column, type Section, type Solid } from "./solid.ts";

/**
 * The inner wall of the bony thorax: the mould of the lungs and the rail of the ribs.
 *
 * Its horizontal cut on each side is a superellipse that starts at the apex beside the spine and opens
 * downwards until both sides share one centre at the midline.
 */
export interface Thorax {
  readonly halfWidth: Curve;
  readonly halfDepth: Curve;
  /** Depth of the middle of the cavity: the apex lies further back than the base. */
  readonly middle: Curve;
  /** Scales lengths of the average spine to this patient. */
  readonly stature: number;
  /** One side's cavity, drawn back from the wall by some distance (0 for the wall itself). */
  cavity(side: Side, retreat?: (y: number) => number): Solid;
}

/** Lateral reach of the wall by height, for an average inner width of 284 mm. */
const LATERAL = curveThrough([
  [0, 50],
  [1, 58],
  [4, 68],
  [9, 79],
  [17, 91],
  [30, 104],
  [50, 115],
  [80, 125],
  [115, 132],
  [160, 139],
  [210, 142],
  [260, 141],
  [320, 132],
]);

/** Half of the depth by height, relative to the deepest. */
const DEPTH = curveThrough([
  [0, 0.02],
  [1.5, 0.1],
  [5, 0.2],
  [11, 0.3],
  [20, 0.4],
  [40, 0.55],
  [70, 0.72],
  [110, 0.86],
  [160, 0.96],
  [210, 1],
]);

/** Medial reach of each side's cavity: beside the spine at the apex, across the midline further down. */
const MEDIAL = curveThrough([
  [0, 50],
  [1, 45],
  [4, 39],
  [9, 33],
  [17, 26],
  [28, 15],
  [45, -16],
  [70, -80],
  [100, -132],
]);

/** How far a lung that draws back from the wall also sinks, so that its apex stays round. */
const SAGGING = 0.75;

/** Boxier than an ellipse: the back and front of the chest are flattened. */
const EXPONENT = 2.3;

/** The thorax of a described patient. */
export function thoraxOf({ anatomy }: ChestDescription): Thorax {
  const { stature } = anatomy;
  const wide = anatomy.thoraxWidth / 284;
  const deep = anatomy.thoraxDepth / 2;
  const halfWidth: Curve = (y) => wide * LATERAL(y / stature);
  const halfDepth: Curve = (y) => deep * DEPTH(y / stature);
  const middle: Curve = (y) => -26 * (1 - Math.min(1, Math.max(0, y / stature / 140))) ** 1.5;
  const section = (side: Side, y: number, distance: number): Section => {
    const lateral = halfWidth(y);
    const medial = Math.max(-lateral, wide * MEDIAL(y / stature));
    const reach = (lateral - medial) / 2;
    const retreat = distance === 0 ? 0 : (reach / 2) * Math.tanh((2 * distance) / reach);
    return {
      x: sign(side) * ((lateral + medial) / 2 - retreat * 0.75),
      z: middle(y),
      halfWidth: Math.max(0.01, reach - retreat),
      halfDepth: Math.max(0.01, halfDepth(y) - retreat * 0.6),
      exponent: EXPONENT,
    };
  };
  return {
    halfWidth,
    halfDepth,
    middle,
    stature,
    cavity: (side, retreat = () => 0) =>
      column(0, 340, (y) => section(side, y - SAGGING * retreat(y), retreat(y))),
  };
}
