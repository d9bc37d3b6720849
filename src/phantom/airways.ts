import type { ChestDescription } from "./description.ts";
import type { Posture } from "./frame.ts";
import type { Raster } from "./raster.ts";
import { addTube, type TubePoint } from "./tube.ts";

/** The windpipe is deeper than wide (Breatnach et al., "Dimensions of the normal human trachea", 1984). */
const DEPTH_BY_WIDTH = 1.25;

/** Casts the air in the windpipe and the main bronchi. */
export function castAirways(chest: ChestDescription, posture: Posture, raster: Raster): void {
  const tubes = airways(chest);
  for (const tube of tubes) {
    const placed = tube.map((point) => ({ ...posture.place(point), radius: point.radius }));
    addTube(raster, placed, DEPTH_BY_WIDTH);
  }
  const widest = Math.max(...tubes.flat().map((point) => point.radius));
  const deepest = 2 * widest * DEPTH_BY_WIDTH;
  raster.values.forEach((path, index) => {
    if (path > deepest) raster.values[index] = deepest;
  });
}

/**
 * The windpipe is 15-20 mm wide and ends at the carina, at the fifth thoracic vertebra; an unfolded aorta
 * pushes it to the right. The right main bronchus is steeper and wider.
 */
function airways({ anatomy }: ChestDescription): TubePoint[][] {
  const { stature, sex, aorticUnfolding } = anatomy;
  const radius = sex === "male" ? 8.6 : 7.4;
  const pushed = -1 - 5 * aorticUnfolding;
  const carina = 88 * stature;
  return [
    [
      { x: 0, y: -75, z: 10, radius: radius * 0.66 },
      { x: 0, y: -62, z: 8, radius: radius * 0.8 },
      { x: 0, y: -40, z: 5, radius },
      { x: pushed * 0.2, y: 0, z: -5, radius },
      { x: pushed * 0.7, y: 40, z: -12, radius },
      { x: pushed, y: 68 * stature, z: -18, radius },
      { x: pushed * 0.7, y: carina, z: -20, radius: radius * 0.88 },
      { x: pushed * 0.6, y: carina + 11, z: -20, radius: radius * 0.1 },
    ],
    [
      { x: pushed - 3, y: carina - 14, z: -20, radius: radius * 0.72 },
      { x: pushed - 9, y: carina + 2, z: -21, radius: radius * 0.91 },
      { x: -19, y: carina + 17, z: -22, radius: radius * 0.94 },
      { x: -29, y: carina + 33, z: -24, radius: radius * 0.84 },
      { x: -36, y: carina + 56, z: -26, radius: radius * 0.6 },
      { x: -41, y: carina + 80, z: -30, radius: radius * 0.1 },
    ],
    [
      { x: pushed + 3, y: carina - 14, z: -20, radius: radius * 0.66 },
      { x: pushed + 10, y: carina + 1, z: -22, radius: radius * 0.82 },
      { x: 20, y: carina + 13, z: -26, radius: radius * 0.82 },
      { x: 34, y: carina + 24, z: -30, radius: radius * 0.74 },
      { x: 44, y: carina + 44, z: -34, radius: radius * 0.54 },
      { x: 50, y: carina + 70, z: -38, radius: radius * 0.1 },
    ],
  ];
}
