import { TrainingError } from "./errors.ts";

/** Throws `TRAINING_MISUSE` where two arrays that belong together differ in length. */
export function refuseOtherLength(what: string, wanted: Float32Array, given: Float32Array): void {
  if (wanted.length === given.length) return;
  throw new TrainingError(
    "TRAINING_MISUSE",
    `The ${what} is of ${wanted.length} weights and can't be combined with ${given.length} others: both must be of one network.`,
    { wanted: wanted.length, given: given.length },
  );
}
