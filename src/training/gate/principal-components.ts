import { Random } from "../../random.ts";
import { addScaled, dot, type Matrix, rowOf, zeros } from "../matrix.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

/** Directions of most variance, and how much there is along each and, on average, in all others. */
export interface PrincipalComponents {
  /** [count, columns], of length 1 and at right angles to each other. */
  readonly components: Matrix;
  /** Falling. */
  readonly variances: Float32Array;
  readonly restVariance: number;
}

/** Directions carried along beside those wanted; they make the last ones come out exact sooner. */
const SPARE = 16;
const ITERATIONS = 5;

/**
 * The first principal components of rows whose columns have mean 0, by randomized subspace iteration (Halko,
 * Martinsson and Tropp, SIAM Review 53, 2011, algorithm 4.4) and a Rayleigh-Ritz step. Variances are those of a
 * population. Components are found up to their sign, which the seed decides.
 */
export function principalComponents(
  rows: Matrix,
  count: number,
  seed: number,
): PrincipalComponents {
  const random = Random.fromSeed(seed);
  const carried = Math.min(count + SPARE, rows.rows, rows.columns);
  const basis = zeros(carried, rows.columns);
  for (let index = 0; index < basis.data.length; index++) basis.data[index] = random.normal();
  makeOrthonormal(basis);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    basis.data.set(timesCovariance(rows, basis).data);
    makeOrthonormal(basis);
  }
  const image = timesCovariance(rows, basis);
  const small = Array.from({ length: carried }, (_, i) =>
    Array.from({ length: carried }, (_, j) => dot(rowOf(image, i), rowOf(basis, j))),
  );
  const { values, vectors } = symmetricEigen(small);
  const components = zeros(Math.min(count, carried), rows.columns);
  for (let index = 0; index < components.rows; index++) {
    const of = rowOf(components, index);
    for (let j = 0; j < carried; j++) addScaled(of, rowOf(basis, j), vectors[index]?.[j] ?? 0);
  }
  const variances = Float32Array.from(values.slice(0, components.rows));
  const total = dot(rows.data, rows.data) / rows.rows;
  const rest = total - variances.reduce((sum, value) => sum + value, 0);
  const left = Math.max(1, rows.columns - components.rows);
  return { components, variances, restVariance: Math.max(rest, 1e-9 * total) / left };
}

/** Each direction times the rows' covariance: sum over rows of (row . direction) row / rows. */
function timesCovariance(rows: Matrix, directions: Matrix): Matrix {
  const product = zeros(directions.rows, directions.columns);
  for (let row = 0; row < rows.rows; row++) {
    const of = rowOf(rows, row);
    for (let index = 0; index < directions.rows; index++) {
      addScaled(rowOf(product, index), of, dot(of, rowOf(directions, index)) / rows.rows);
    }
  }
  return product;
}

/** Gram and Schmidt's method, each row twice, so that rounding leaves nothing over. */
function makeOrthonormal(basis: Matrix): void {
  for (let index = 0; index < basis.rows; index++) {
    const row = rowOf(basis, index);
    for (let pass = 0; pass < 2; pass++) {
      for (let before = 0; before < index; before++) {
        const other = rowOf(basis, before);
        addScaled(row, other, -dot(row, other));
      }
    }
    const length = Math.sqrt(dot(row, row));
    for (let column = 0; column < row.length; column++)
      row[column] = length === 0 ? 0 : (row[column] as number) / length;
  }
}
