import { TrainingError } from "../errors.ts";
import { ENOUGH_TO_SCORE } from "../validation-score.ts";

/** Where in a fit something happened, in words. */
export interface Place {
  readonly stage: string;
  /** From 1. */
  readonly epoch: number;
  readonly step: number;
  readonly folder: string;
}

/** Stops a fit whose loss or gradient is no number, before the weights take it up. */
export function refuseDivergence(loss: number, gradientNorm: number, place: Place): void {
  if (Number.isFinite(loss) && Number.isFinite(gradientNorm)) return;
  const { stage, epoch, step, folder } = place;
  const [what, value] = Number.isFinite(loss) ? ["gradient", gradientNorm] : ["loss", loss];
  throw new TrainingError(
    "TRAINING_DIVERGED",
    `${stage}: the ${what} is ${value} in epoch ${epoch}, step ${step}. Lower the recipe's learning rate or set gradientNorm, and start a new run; the last checkpoint in ${folder} is of before.`,
    { stage, epoch, step, loss },
  );
}

/** Stops a fit that somebody wants to stop, once its state is kept. */
export function stopped({ stage, epoch, step, folder }: Place): TrainingError {
  return new TrainingError(
    "TRAINING_STOPPED",
    `${stage}: stopped as asked, in epoch ${epoch} after step ${step}. Its state is kept: continue with --resume ${folder}.`,
    { stage, epoch, step, folder },
  );
}

/** Refuses to fit to fewer radiographs than one step takes. */
export function refuseFewRadiographs(stage: string, radiographs: number, perStep: number): void {
  if (radiographs >= perStep) return;
  throw new TrainingError(
    "RECIPE_INVALID",
    `${stage}: there are ${radiographs} radiographs to learn from, but one step takes ${perStep}. Lower the recipe's fit.batchSize or fit.accumulate, or give it more radiographs.`,
    { stage, radiographs, perStep },
  );
}

/**
 * Refuses to stop early by a fold without a score: no epoch would be an improvement, and the fit would stop after the
 * first few.
 *
 * @param positives of the finding that can be scored best, or its negatives if they are fewer
 */
export function refuseUnscored(stage: string, positives: number): void {
  if (positives >= ENOUGH_TO_SCORE) return;
  throw new TrainingError(
    "DATA_INSUFFICIENT",
    `${stage}: in the fold that decides when to stop no finding has ${ENOUGH_TO_SCORE} radiographs with it and ${ENOUGH_TO_SCORE} without (at most ${positives}), so nothing says which epoch is best. Set the recipe's fit.earlyStopping to null, take fewer folds, or give it more radiographs.`,
    { stage, positives, needed: ENOUGH_TO_SCORE },
  );
}
