import { distanceTo, type Point, type Shape } from "./shapes.ts";

/** A heatmap: cells over the whole image with equal spacing, row by row from the top left, none below 0. */
export interface Heatmap {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/**
 * How far beside a shape a peak may lie where tolerance is asked for: 3 percent of the image's sides. The
 * pointing game's authors allow 15 pixels, on photographs of 500.
 */
export const TOLERANCE = 0.03;

/** The middle of the image, which points without looking. */
export const CENTRE: Point = { x: 0.5, y: 0.5 };

/**
 * Where a heatmap is strongest: the middle of its strongest cell, which is where the interpolated map peaks too.
 * Several cells that tie are all there; none of a map that is zero everywhere.
 */
export function peaksOf({ rows, columns, data }: Heatmap): Point[] {
  const strongest = data.reduce((most, value) => Math.max(most, value), 0);
  if (strongest === 0) return [];
  const peaks: Point[] = [];
  for (const [cell, value] of data.entries()) {
    if (value < strongest) continue;
    peaks.push({
      x: ((cell % columns) + 0.5) / columns,
      y: (Math.floor(cell / columns) + 0.5) / rows,
    });
  }
  return peaks;
}

/**
 * The pointing game: whether a heatmap's peak lies in one of the shapes, or within `tolerance` of one.
 *
 * A map with several peaks hits if all of them do, and an empty one misses: neither is given a point for luck.
 *
 * Zhang, Lin, Brandt, Shen and Sclaroff, "Top-down Neural Attention by Excitation Backprop", ECCV 2016; without
 * tolerance it is the hit rate of Saporta et al., "Benchmarking saliency methods for chest X-ray interpretation",
 * Nature Machine Intelligence 4, 2022.
 */
export function hitsBy(peaks: readonly Point[], shapes: readonly Shape[], tolerance = 0): boolean {
  return peaks.length > 0 && peaks.every((peak) => distanceTo(shapes, peak) <= tolerance);
}
