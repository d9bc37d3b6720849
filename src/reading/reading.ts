import type { Interval } from "../evaluation/interval.ts";
import type { Finding } from "../findings/index.ts";
import type { RadiographFormat, ViewPosition } from "../radiograph/radiograph.ts";

/** What a model says about one finding on one radiograph. */
export interface FindingReading {
  readonly finding: Finding;
  /**
   * 0..1, to twelve significant digits; a calibrated one holds for the prevalence in the model's
   * description. Null where the model's network does not know the finding.
   */
  readonly probability: number | null;
  /**
   * Where the probability would lie, 95 times of 100, had the network been fitted with other seeds and calibrated on
   * other patients; null where the model can't tell. No interval of what is true of the patient.
   */
  readonly interval: Interval | null;
  /** The probability from which on a radiograph counts as positive; null where the model has none. */
  readonly operatingPoint: number | null;
  readonly positive: boolean;
  /** Whether the interval crosses the operating point: another fit may well say the opposite. */
  readonly borderline: boolean;
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
  readonly model: {
    readonly name: string;
    readonly version: string;
    readonly sha256: string;
    /** Said of a model whose probabilities are its network's own, not calibrated; left out of others. */
    readonly calibrated?: false;
  };
  readonly radiograph: {
    readonly rows: number;
    readonly columns: number;
    readonly format: RadiographFormat;
    readonly view: ViewPosition | null;
    readonly warnings: readonly string[];
  };
  /** Said of a radiograph that the model refuses, and that was read all the same because somebody wanted it. */
  readonly refusal?: { readonly code: string; readonly message: string };
  /** All 14, in the order of `FINDINGS`. */
  readonly findings: readonly FindingReading[];
  /**
   * The calibrated probability that anything is abnormal: an output of its own, not a sum of the others.
   * Null where the model's network has none.
   */
  readonly abnormal: number | null;
  readonly abnormalInterval: Interval | null;
  readonly heatmaps: Heatmaps;
}

/** The map of one finding, rows x columns; `index` is its place in `FINDINGS`. */
export function heatmapOf({ rows, columns, data }: Heatmaps, index: number): Float32Array {
  return data.subarray(index * rows * columns, (index + 1) * rows * columns);
}
