import { Random } from "../../src/random.ts";
import type { Examples } from "../../src/training/linear-head.ts";
import type { Matrix } from "../../src/training/matrix.ts";
import type { HeadSettings } from "../../src/training/recipe.ts";

/**
 * Settings of a fit that uses all examples in every step and so converges to the optimum, to 1e-6 after
 * 500 steps. More do harm: once gradients are nothing but rounding, Adam scales that up and wanders by 1e-3.
 */
export const FULL_BATCH: HeadSettings = {
  folds: 3,
  batchSize: 1000,
  learningRate: 0.02,
  l2: 0.05,
  maximumEpochs: 500,
  patience: 5,
};

export function matrix(
  rows: number,
  columns: number,
  value: (row: number, column: number) => number,
): Matrix {
  const data = Float32Array.from({ length: rows * columns }, (_, index) =>
    value(Math.floor(index / columns), index % columns),
  );
  return { rows, columns, data };
}

/** Features without structure, and targets that depend on them for each output in another way; some unknown. */
export function madeUpExamples(
  seed: number,
  { rows = 80, features = 6, outputs = 3, unknown = 0.15, noise = 1 } = {},
): Examples {
  const random = Random.fromSeed(seed);
  const x = matrix(rows, features, () => random.normal());
  const targets = matrix(rows, outputs, (row, output) => {
    const known = random.uniform() >= unknown;
    const at = (feature: number) => x.data[row * features + (feature % features)] ?? 0;
    const logit = 1.5 * at(output) - at(output + 1) + output - 1.5 + noise * random.normal();
    return known ? (logit > 0 ? 1 : 0) : Number.NaN;
  });
  return { features: x, targets };
}

export function rowsOf({ rows, columns, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(data.slice(row * columns, (row + 1) * columns)),
  );
}
