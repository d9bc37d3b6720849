import { type MeanAurocs, meanAurocs, type ScoredFinding } from "./bootstrap.ts";
import { type Interval, percentileInterval } from "./interval.ts";
import type { BootstrapOptions } from "./resample.ts";

/** How much higher the first of two models ranks than the second on the same radiographs. */
export interface AurocDifference {
  readonly first: number;
  readonly second: number;
  readonly difference: number;
  /** 95 percent, by patients drawn for both models at once; null where resampling says nothing. */
  readonly interval: Interval | null;
  /** Findings that the means are over. */
  readonly findings: number;
}

/**
 * Compares the mean AUROC of two models on the same radiographs by a paired bootstrap over patients: each
 * replicate draws patients once and takes the difference on them, so that what makes a draw easy or hard for
 * both models falls out. Null if no finding has both classes.
 */
export function compareMeanAuroc(
  first: readonly ScoredFinding[],
  second: readonly ScoredFinding[],
  patientIds: readonly string[],
  options: BootstrapOptions = {},
): AurocDifference | null {
  return pairedDifference(
    meanAurocs(first, patientIds, options),
    meanAurocs(second, patientIds, options),
  );
}

/** The difference of two means whose replicates are of the same draws. */
export function pairedDifference(one: MeanAurocs, other: MeanAurocs): AurocDifference | null {
  if (one.value === null || other.value === null) return null;
  const differences = one.replicates.map(
    (value, draw) => value - (other.replicates[draw] ?? Number.NaN),
  );
  const usable = differences.filter((value) => !Number.isNaN(value));
  return {
    first: one.value,
    second: other.value,
    difference: one.value - other.value,
    interval: usable.length < 2 ? null : percentileInterval(Float64Array.from(usable)),
    findings: one.findings,
  };
}
