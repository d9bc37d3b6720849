import {
  learnCalibrationSpread,
  learnFitSpread,
  type OutputUncertainty,
} from "../evaluation/index.ts";
import type { ScoredRadiographs } from "./describe.ts";
import { columnOf, type Matrix } from "./matrix.ts";

/**
 * What makes the probabilities of each output uncertain, from out-of-fold logits of an ensemble and of each of its
 * fits alone; null where there is a single fit, or too few positives to fit a calibration to other patients.
 */
export function learnUncertainty(
  { logits, targets, patientIds }: ScoredRadiographs,
  alone: readonly Matrix[],
  seed: number,
): (OutputUncertainty | null)[] {
  return Array.from({ length: targets.columns }, (_, output) => {
    const fits = learnFitSpread(alone.map((matrix) => columnOf(matrix, output)));
    const column = { logits: columnOf(logits, output), labels: columnOf(targets, output) };
    const calibration = fits && learnCalibrationSpread(column, patientIds, "platt", { seed });
    return fits && calibration && { fits, calibration };
  });
}
