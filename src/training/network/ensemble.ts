import type { Matrix } from "../matrix.ts";
import { zeros } from "../matrix.ts";

/** One of the fits that make up an ensemble. */
export interface EnsembleFit {
  /** Of the run's files. */
  readonly name: string;
  /** What it is called on the terminal. */
  readonly stage: string;
  /** From 0. */
  readonly index: number;
}

/**
 * The fits of an ensemble that is called `name`, e.g. `fold-1-fit-2`, on the terminal "fold 1 of 5, fit 2 of 3"; a
 * single one bears the name itself.
 */
export function ensembleFits(name: string, stage: string, count: number): EnsembleFit[] {
  if (count === 1) return [{ name, stage, index: 0 }];
  return Array.from({ length: count }, (_, index) => ({
    name: `${name}-fit-${index + 1}`,
    stage: `${stage}, fit ${index + 1} of ${count}`,
    index,
  }));
}

/** The mean of matrices of the same shape: an ensemble's logits are the mean of its members'. */
export function meanOfMatrices(matrices: readonly Matrix[]): Matrix {
  const [first] = matrices;
  const mean = zeros(first?.rows ?? 0, first?.columns ?? 0);
  for (const { data } of matrices)
    for (let i = 0; i < mean.data.length; i++)
      mean.data[i] = (mean.data[i] as number) + (data[i] as number) / matrices.length;
  return mean;
}

/** The root of the mean of the squares: an ensemble's spread of its members'. Null of none. */
export function rootMeanSquareOfMatrices(matrices: readonly Matrix[]): Matrix | null {
  if (matrices.length === 0) return null;
  const { rows, columns, data } = meanOfMatrices(
    matrices.map((matrix) => ({ ...matrix, data: matrix.data.map((one) => one ** 2) })),
  );
  return { rows, columns, data: data.map(Math.sqrt) };
}
