import { describe, expect, test } from "vitest";
import { Random } from "../../../src/random.ts";
import { principalComponents } from "../../../src/training/gate/principal-components.ts";
import { symmetricEigen } from "../../../src/training/gate/symmetric-eigen.ts";
import { dot, type Matrix, rowOf, zeros } from "../../../src/training/matrix.ts";

/** Rows whose covariance is exactly diagonal with these variances, in turned axes. */
function planted(variances: readonly number[], turn: Matrix): Matrix {
  const columns = turn.columns;
  const rows = zeros(2 * variances.length, columns);
  // +a and -a along each axis: the mean is 0 and the variance 2 a² / rows.
  for (const [axis, variance] of variances.entries()) {
    const reach = Math.sqrt((variance * rows.rows) / 2);
    for (const [place, sign] of [1, -1].entries()) {
      const row = rowOf(rows, 2 * axis + place);
      for (let column = 0; column < columns; column++)
        row[column] = sign * reach * (rowOf(turn, axis)[column] as number);
    }
  }
  return rows;
}

/** Directions at right angles, from random ones. */
function turned(count: number, seed: number): Matrix {
  const random = Random.fromSeed(seed);
  const axes = zeros(count, count);
  for (let index = 0; index < count; index++) {
    const row = rowOf(axes, index);
    for (let column = 0; column < count; column++) row[column] = random.normal();
    for (let pass = 0; pass < 3; pass++) {
      for (let before = 0; before < index; before++) {
        const other = rowOf(axes, before);
        const along = dot(row, other);
        for (let column = 0; column < count; column++)
          row[column] = (row[column] as number) - along * (other[column] as number);
      }
    }
    const length = Math.sqrt(dot(row, row));
    for (let column = 0; column < count; column++) row[column] = (row[column] as number) / length;
  }
  return axes;
}

describe("principal components", () => {
  test("are the planted directions, in falling order, with their variances and the mean of the rest", () => {
    const variances = Array.from({ length: 40 }, (_, index) => 100 * 0.7 ** index);
    const axes = turned(40, 5);
    const found = principalComponents(planted(variances, axes), 6, 1);
    for (let index = 0; index < 6; index++) {
      expect(found.variances[index]).toBeCloseTo(variances[index] as number, 2);
      const along = dot(rowOf(found.components, index), rowOf(axes, index));
      expect(Math.abs(along)).toBeCloseTo(1, 4);
    }
    const rest = variances.slice(6).reduce((sum, value) => sum + value, 0) / 34;
    expect(found.restVariance).toBeCloseTo(rest, 2);
  });

  test("are of length 1 and at right angles, also where rows are fewer than directions", () => {
    const { components } = principalComponents(planted([3, 2, 1], turned(9, 2)), 8, 3);
    expect(components.rows).toBeLessThanOrEqual(8);
    for (let one = 0; one < 3; one++) {
      for (let other = 0; other < 3; other++) {
        const product = dot(rowOf(components, one), rowOf(components, other));
        expect(product).toBeCloseTo(one === other ? 1 : 0, 5);
      }
    }
  });
});

describe("eigenvalues of a symmetric matrix", () => {
  test("are those of a matrix whose own are known", () => {
    // Of the second difference with n = 4: 2 - 2 cos(k pi / 5).
    const matrix = [
      [2, -1, 0, 0],
      [-1, 2, -1, 0],
      [0, -1, 2, -1],
      [0, 0, -1, 2],
    ];
    const { values, vectors } = symmetricEigen(matrix);
    const expected = [4, 3, 2, 1].map((k) => 2 - 2 * Math.cos((k * Math.PI) / 5));
    for (const [index, value] of values.entries()) {
      expect(value).toBeCloseTo(expected[index] as number, 12);
      const vector = vectors[index] ?? [];
      for (const [row, entries] of matrix.entries()) {
        const image = entries.reduce(
          (sum, entry, column) => sum + entry * (vector[column] ?? 0),
          0,
        );
        expect(image).toBeCloseTo(value * (vector[row] ?? 0), 12);
      }
    }
  });
});
