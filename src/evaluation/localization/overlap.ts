import type { LevelCounts } from "./levels.ts";

/** How a detected region and the true one lie, in points of one grid. */
export interface Areas {
  readonly detected: number;
  readonly truth: number;
  readonly both: number;
}

/** How well a detected region fits, each 0 to 1. */
export interface Overlap {
  /** Intersection over union. */
  readonly iou: number;
  /** Intersection over the detected area: IoBB of Wang et al., "ChestX-ray8", CVPR 2017; there of a detected box. */
  readonly iobb: number;
  /** The detected area as a share of the image. */
  readonly area: number;
}

/** Nothing detected fits nothing: both are 0. */
export function overlapOf({ detected, truth, both }: Areas, points: number): Overlap {
  const union = detected + truth - both;
  return {
    iou: union === 0 ? 0 : both / union,
    iobb: detected === 0 ? 0 : both / detected,
    area: detected / points,
  };
}

/** The areas of the region that is made of a level and all above it; of nothing where `from` is null. */
export function areasFrom({ all, inside }: LevelCounts, from: number | null): Areas {
  const sum = (counts: Uint32Array, first: number) =>
    counts.subarray(first).reduce((total, count) => total + count, 0);
  const truth = sum(inside, 0);
  if (from === null) return { detected: 0, truth, both: 0 };
  return { detected: sum(all, from), truth, both: sum(inside, from) };
}

/** The areas of two rasters of 0 and 1. */
export function areasOf(detected: Uint8Array, truth: Uint8Array): Areas {
  const areas = { detected: 0, truth: 0, both: 0 };
  for (let point = 0; point < truth.length; point++) {
    areas.detected += detected[point] as number;
    areas.truth += truth[point] as number;
    areas.both += (detected[point] as number) & (truth[point] as number);
  }
  return areas;
}
