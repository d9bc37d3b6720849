import {
  learnCalibrationSpread,
  learnFitSpread,
  learnPatientSpread,
  type OutputUncertainty,
} from "../evaluation/index.ts";
import type { ScoredRadiographs } from "./describe.ts";
import { columnOf, type Matrix } from "./matrix.ts";

/** What single fits said, beside what they say together. */
export interface SingleFits {
  /** Out-of-fold logits of each fit. */
  readonly logits: readonly Matrix[];
  /** Their standard deviations over masks of dropout; none where the network has no dropout. */
  readonly spreads: readonly Matrix[];
  /** Of each fold and fit: logits of the same radiographs, of patients that none learned from; may have no rows. */
  readonly outside: readonly (readonly Matrix[])[];
  /** Into how many folds patients were parted. */
  readonly folds: number;
}

/**
 * What makes the probabilities of each output uncertain, from out-of-fold logits of an ensemble and of each of its
 * fits alone; null where there is a single fit, or too few positives to fit a calibration to other patients.
 */
export function learnUncertainty(
  { logits, targets, patientIds }: ScoredRadiographs,
  { logits: alone, spreads, outside, folds }: SingleFits,
  seed: number,
): (OutputUncertainty | null)[] {
  return Array.from({ length: targets.columns }, (_, output) => {
    const of = (matrices: readonly Matrix[]) => matrices.map((matrix) => columnOf(matrix, output));
    const fits = learnFitSpread(of(alone), spreads.length === 0 ? null : of(spreads));
    const column = { logits: columnOf(logits, output), labels: columnOf(targets, output) };
    const calibration = fits && learnCalibrationSpread(column, patientIds, "platt", { seed });
    if (fits === null || calibration === null) return null;
    const patients = learnPatientSpread(outside.map(of), folds);
    return { fits: { ...fits, patients }, calibration };
  });
}
