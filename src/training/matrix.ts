/** Numbers in rows, one row after the other: features of radiographs, targets, logits, weights. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** A matrix of zeros. */
export function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, data: new Float32Array(rows * columns) };
}

/** One row, without copying it. */
export function rowOf({ columns, data }: Matrix, row: number): Float32Array {
  return data.subarray(row * columns, (row + 1) * columns);
}

/** The named rows, copied in that order. */
export function selectRows(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  const selected = zeros(rows.length, matrix.columns);
  for (let row = 0; row < rows.length; row++)
    rowOf(selected, row).set(rowOf(matrix, rows[row] as number));
  return selected;
}

/** One column, copied. */
export function columnOf({ rows, columns, data }: Matrix, column: number): Float32Array {
  return Float32Array.from({ length: rows }, (_, row) => data[row * columns + column] as number);
}

/** Two matrices of the same shape as one of twice the columns. */
export function besideEachOther(left: Matrix, right: Matrix): Matrix {
  const both = zeros(left.rows, left.columns + right.columns);
  for (let row = 0; row < left.rows; row++) {
    rowOf(both, row).set(rowOf(left, row));
    rowOf(both, row).set(rowOf(right, row), left.columns);
  }
  return both;
}

/** The left `columns` of rows twice as long, and the right ones. */
export function apart(both: Float32Array, columns: number): [Float32Array, Float32Array] {
  const half = (from: number) =>
    Float32Array.from({ length: both.length / 2 }, (_, index) => {
      const row = Math.floor(index / columns);
      return both[row * 2 * columns + from + (index % columns)] as number;
    });
  return [half(0), half(columns)];
}

/** Sum of products of two rows of equal length. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let i = 0;
  for (; i + 3 < a.length; i += 4) {
    sum0 += (a[i] as number) * (b[i] as number);
    sum1 += (a[i + 1] as number) * (b[i + 1] as number);
    sum2 += (a[i + 2] as number) * (b[i + 2] as number);
    sum3 += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (; i < a.length; i++) sum0 += (a[i] as number) * (b[i] as number);
  return sum0 + sum1 + (sum2 + sum3);
}

/** target += factor * source. */
export function addScaled(target: Float32Array, source: Float32Array, factor: number): void {
  for (let i = 0; i < target.length; i++)
    target[i] = (target[i] as number) + factor * (source[i] as number);
}
