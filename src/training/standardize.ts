import { type Matrix, rowOf, zeros } from "./matrix.ts";

/** Mean and standard deviation of every feature over some radiographs. */
export interface FeatureScale {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** A feature that hardly varies is left as it is instead of being blown up. */
const SMALLEST_DEVIATION = 1e-6;

/** Measures every feature (population standard deviation). */
export function measureFeatures(features: Matrix): FeatureScale {
  const { rows, columns, data } = features;
  const sum = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let index = 0; index < data.length; index++) {
    const value = data[index] as number;
    const column = index % columns;
    sum[column] = (sum[column] as number) + value;
    squares[column] = (squares[column] as number) + value * value;
  }
  const mean = Float32Array.from(sum, (total) => total / rows);
  const deviation = Float32Array.from(squares, (total, column) => {
    const variance = total / rows - ((sum[column] as number) / rows) ** 2;
    return variance > SMALLEST_DEVIATION ** 2 ? Math.sqrt(variance) : 1;
  });
  return { mean, deviation };
}

/** (features - mean) / deviation. */
export function standardize(features: Matrix, { mean, deviation }: FeatureScale): Matrix {
  const result = zeros(features.rows, features.columns);
  for (let row = 0; row < features.rows; row++) {
    const from = rowOf(features, row);
    const to = rowOf(result, row);
    for (let column = 0; column < to.length; column++) {
      to[column] =
        ((from[column] as number) - (mean[column] as number)) / (deviation[column] as number);
    }
  }
  return result;
}
