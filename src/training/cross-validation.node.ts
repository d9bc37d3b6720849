import { float32 } from "../graph/tensor.ts";
import { readSafetensors, weight, writeSafetensors } from "../networks/index.ts";
import { applyHead, type Epoch, type Examples, fitLinearHead } from "./linear-head.ts";
import { type Matrix, rowOf, selectRows, zeros } from "./matrix.ts";
import type { HeadSettings } from "./recipe.ts";
import type { RunDirectory } from "./run-directory.node.ts";
import { measureFeatures, standardize } from "./standardize.ts";

/** What cross-validation leaves behind. */
export interface CrossValidation {
  /** Logits of every radiograph from a head that saw none of its patient's, not even for stopping. */
  readonly logits: Matrix;
  /** The epoch that each fold stopped at. */
  readonly epochs: readonly number[];
}

export interface CrossValidationOptions {
  readonly settings: HeadSettings;
  readonly seed: number;
  readonly run: RunDirectory;
  readonly onEpoch?: (fold: number, epoch: Epoch) => void;
}

/**
 * Fits one head per fold: the fold itself is predicted, the next one decides when to stop, the others
 * teach. A fold that is done lies in `checkpoint-fold-N.safetensors` and is not fitted again.
 */
export async function crossValidate(
  examples: Examples,
  foldOf: Uint32Array,
  options: CrossValidationOptions,
): Promise<CrossValidation> {
  const { settings, run } = options;
  const logits = zeros(examples.targets.rows, examples.targets.columns);
  const epochs: number[] = [];
  for (let fold = 0; fold < settings.folds; fold++) {
    const stopping = (fold + 1) % settings.folds;
    const predicted = rowsWhere(foldOf, (other) => other === fold);
    const result =
      (await readFold(run, fold, predicted.length, logits.columns)) ??
      (await fitFold(examples, {
        ...options,
        fold,
        predicted,
        stopping: rowsWhere(foldOf, (other) => other === stopping),
        teaching: rowsWhere(foldOf, (other) => other !== fold && other !== stopping),
      }));
    epochs.push(result.epoch);
    for (const [index, row] of predicted.entries())
      rowOf(logits, row).set(rowOf(result.logits, index));
  }
  return { logits, epochs };
}

interface FoldResult {
  readonly logits: Matrix;
  readonly epoch: number;
}

interface FoldOptions extends CrossValidationOptions {
  readonly fold: number;
  readonly predicted: readonly number[];
  readonly stopping: readonly number[];
  readonly teaching: readonly number[];
}

async function fitFold(examples: Examples, options: FoldOptions): Promise<FoldResult> {
  const { settings, seed, run, fold, predicted, stopping, teaching, onEpoch } = options;
  const scale = measureFeatures(selectRows(examples.features, teaching));
  const part = (rows: readonly number[]): Examples => ({
    features: standardize(selectRows(examples.features, rows), scale),
    targets: selectRows(examples.targets, rows),
  });
  const history: Epoch[] = [];
  const { head, epoch } = fitLinearHead(part(teaching), {
    settings,
    seed: seed + fold,
    validation: part(stopping),
    onEpoch: (entry) => {
      history.push(entry);
      onEpoch?.(fold, entry);
    },
  });
  const logits = applyHead(head, part(predicted).features);
  for (const entry of history) await run.log({ stage: "fold", fold: fold + 1, ...entry });
  await run.write(
    checkpointName(fold),
    writeSafetensors(new Map([["logits", float32([logits.rows, logits.columns], logits.data)]]), {
      epoch: String(epoch),
    }),
  );
  return { logits, epoch };
}

async function readFold(
  run: RunDirectory,
  fold: number,
  rows: number,
  columns: number,
): Promise<FoldResult | null> {
  const bytes = await run.read(checkpointName(fold));
  if (bytes === null) return null;
  const { tensors, metadata } = readSafetensors(bytes);
  const { data } = weight(tensors, "logits", [rows, columns]);
  return { logits: { rows, columns, data }, epoch: Number(metadata.epoch) };
}

function checkpointName(fold: number): string {
  return `checkpoint-fold-${fold + 1}.safetensors`;
}

function rowsWhere(foldOf: Uint32Array, wanted: (fold: number) => boolean): number[] {
  return Array.from(foldOf.keys()).filter((row) => wanted(foldOf[row] as number));
}
