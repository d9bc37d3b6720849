import type { Finding } from "../findings/index.ts";
import type { RadiographFormat, ViewPosition } from "../radiograph/radiograph.ts";

/** What a model says about one finding on one radiograph. */
export interface FindingReading {
  readonly finding: Finding;
  /** Calibrated, 0..1, to twelve significant digits; holds for the prevalence in the model's description. */
  readonly probability: number;
  /** The probability from which on a radiograph counts as positive. */
  readonly operatingPoint: number;
  readonly positive: boolean;
}

/**
 * One map per finding over the whole original image: findings x rows x columns, row by row from the top
 * left, with cells equally spaced over the image. Raw Grad-CAM, in logits per cell: never negative, and not
 * scaled to a common maximum.
 */
export interface Heatmaps {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** What a model says about a radiograph. */
export interface Reading {
  readonly model: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly radiograph: {
    readonly rows: number;
    readonly columns: number;
    readonly format: RadiographFormat;
    readonly view: ViewPosition | null;
    readonly warnings: readonly string[];
  };
  /** All 14, in the order of `FINDINGS`. */
  readonly findings: readonly FindingReading[];
  /** The calibrated probability that anything is abnormal: an output of its own, not a sum of the others. */
  readonly abnormal: number;
  readonly heatmaps: Heatmaps;
}

/** The map of one finding, rows x columns; `index` is its place in `FINDINGS`. */
export function heatmapOf({ rows, columns, data }: Heatmaps, index: number): Float32Array {
  return data.subarray(index * rows * columns, (index + 1) * rows * columns);
}
