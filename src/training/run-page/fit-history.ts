/** How one fit went: a fold of the cross-validation or the final one. */
export interface FitHistory {
  /** The name of its checkpoint, e.g. "fold-1". */
  readonly name: string;
  /** E.g. "fold 1 of 5". */
  readonly title: string;
  /** Batches in an epoch; null where the log has no steps (the linear head). */
  readonly batches: number | null;
  /** Epochs that it runs at most; null where the log does not say. */
  readonly epochs: number | null;
  /** When it was begun or gone on with, and its last line; milliseconds since 1970. */
  readonly begun: number;
  readonly updated: number;
  /** In order. */
  readonly steps: readonly StepReport[];
  /** Finished epochs, in order. */
  readonly results: readonly EpochReport[];
}

/** A line of the log about steps: means since the line before. Null is what is not known, or not a number. */
export interface StepReport {
  /** From 1. */
  readonly epoch: number;
  /** Batches of the epoch that are done. */
  readonly step: number;
  readonly loss: number | null;
  readonly rate: number | null;
  readonly gradientNorm: number | null;
  readonly imagesPerSecond: number | null;
  /** Share of the time, 0 to 1, that was spent waiting for radiographs. */
  readonly stall: number | null;
  /** Hours that the run had worked, pauses between stop and resume left out. */
  readonly hours: number;
}

/** A finished epoch. */
export interface EpochReport {
  /** From 1. */
  readonly epoch: number;
  readonly trainLoss: number | null;
  readonly validationLoss: number | null;
  /** Mean over the findings. */
  readonly validationAuroc: number | null;
  /** AUROC per finding in the vocabulary's order, null where it is not known; empty if there is none. */
  readonly findings: readonly (number | null)[];
  /** What the epoch took; null where the log does not say. */
  readonly seconds: number | null;
}

/**
 * The epoch that a fit keeps so far: the first with the best validation AUROC, else the lowest validation
 * loss; without validation the last one. Null before the first.
 */
export function bestEpoch({ results }: FitHistory): EpochReport | null {
  const score = ({ validationAuroc, validationLoss }: EpochReport) =>
    validationAuroc ?? (validationLoss === null ? null : -validationLoss);
  let best: EpochReport | null = null;
  for (const result of results) {
    const [present, before] = [score(result), best === null ? null : score(best)];
    if (before === null || (present !== null && present > before)) best = result;
  }
  return best;
}

/** How far a fit is, in epochs: 1.5 is half of the second. */
export function epochsDone({ batches, steps, results }: FitHistory): number {
  const finished = results.at(-1)?.epoch ?? 0;
  const last = steps.at(-1);
  if (last === undefined || batches === null) return finished;
  return Math.max(finished, last.epoch - 1 + last.step / batches);
}
