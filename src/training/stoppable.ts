import { TrainingError } from "./errors.ts";
import type { TrainingOptions, TrainingProgress } from "./training-request.ts";

/**
 * What hears of the stages that are no fits of a network, and stops them where they are once somebody wants to stop:
 * what they have done is kept as they go.
 */
export function stoppable(
  { onNote, onStep, signal }: TrainingOptions,
  folder: string,
): TrainingProgress {
  return {
    ...(onNote && { onNote }),
    onStep(stage, done, total, detail) {
      onStep?.(stage, done, total, detail);
      if (!signal?.aborted) return;
      throw new TrainingError(
        "TRAINING_STOPPED",
        `${stage}: stopped as asked, after ${done} of ${total}. What is done is kept: continue with --resume ${folder}.`,
        { stage, done, total, folder },
      );
    },
  };
}
