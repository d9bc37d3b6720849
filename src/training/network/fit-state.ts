import { float32 } from "../../graph/tensor.ts";
import { readSafetensors, weight, writeSafetensors } from "../../networks/index.ts";
import { TrainingError } from "../errors.ts";

/** How a finished epoch went. */
export interface EpochResult {
  /** From 1. */
  readonly epoch: number;
  readonly trainLoss: number;
  /** Mean AUROC over the findings that the validation radiographs have enough of; null without validation. */
  readonly validationAuroc: number | null;
}

/** Where a fit stands: everything that the next step depends on, apart from the recipe and the radiographs. */
export interface FitProgress {
  /** Epochs that are done. */
  epoch: number;
  /** Batches that are done of the next one. */
  step: number;
  /** Steps of the optimizer since the start. */
  optimizerSteps: number;
  /** Sum of the batches' losses in this epoch. */
  lossSum: number;
  history: EpochResult[];
}

/** The same with the numbers; random numbers need no state, since each batch draws from its own seed. */
export interface FitState {
  readonly progress: FitProgress;
  /** Parameters, then statistics of batch normalization. */
  readonly values: Float32Array;
  readonly optimizer: ReadonlyMap<string, Float32Array>;
  /** Moving average of the values; null where the recipe wants none. */
  readonly average: Float32Array | null;
  /** The values (their average, where there is one) of the best epoch so far; null before the first. */
  readonly best: Float32Array | null;
}

const OPTIMIZER = "optimizer.";

/** Writes a fit's state as a safetensors file: numbers as they are, progress as JSON among its metadata. */
export function encodeFitState({
  progress,
  values,
  optimizer,
  average,
  best,
}: FitState): Uint8Array {
  const arrays = new Map([["values", values]]);
  for (const [name, array] of optimizer) arrays.set(`${OPTIMIZER}${name}`, array);
  if (average !== null) arrays.set("average", average);
  if (best !== null) arrays.set("best", best);
  const tensors = new Map(
    [...arrays].map(([name, array]) => [name, float32([array.length], array)]),
  );
  return writeSafetensors(tensors, { progress: JSON.stringify(progress) });
}

/**
 * Reads what `encodeFitState` wrote for a network of so many values. Throws `CHECKPOINT_INVALID` where the
 * file is damaged or belongs to another network.
 */
export function decodeFitState(bytes: Uint8Array, valueCount: number, file: string): FitState {
  try {
    const { tensors, metadata } = readSafetensors(bytes);
    const whole = (name: string) => Float32Array.from(weight(tensors, name, [valueCount]).data);
    const optimizer = new Map(
      [...tensors]
        .filter(([name]) => name.startsWith(OPTIMIZER))
        .map(([name, { data }]) => [name.slice(OPTIMIZER.length), Float32Array.from(data)]),
    );
    return {
      progress: JSON.parse(metadata.progress ?? "") as FitProgress,
      values: whole("values"),
      optimizer,
      average: tensors.has("average") ? whole("average") : null,
      best: tensors.has("best") ? whole("best") : null,
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TrainingError(
      "CHECKPOINT_INVALID",
      `${file}: no state of this run can be read from it (${reason}) Delete it to start this fit anew; other folds are kept.`,
      { file },
      { cause },
    );
  }
}
