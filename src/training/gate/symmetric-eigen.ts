/** Eigenvalues of a symmetric matrix, falling, and the vector of length 1 of each. */
export interface SymmetricEigen {
  readonly values: readonly number[];
  readonly vectors: readonly (readonly number[])[];
}

const MOST_SWEEPS = 60;

/**
 * Jacobi's method: rotations that bring one entry off the diagonal to 0 at a time, until none is left (Golub and Van
 * Loan, Matrix Computations, section 8.5). For small matrices.
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): SymmetricEigen {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const vectors = matrix.map((_, row) =>
    Float64Array.from(matrix, (_, column) => +(row === column)),
  );
  const at = (row: number, column: number) => a[row]?.[column] ?? 0;
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > 1e-22 * diagonal(a); sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (at(p, q) === 0) continue;
        const theta = (at(q, q) - at(p, p)) / (2 * at(p, q));
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const cosine = 1 / Math.sqrt(t * t + 1);
        rotateColumns(a, p, q, cosine, t * cosine);
        rotateRows(a, p, q, cosine, t * cosine);
        rotateRows(vectors, p, q, cosine, t * cosine);
      }
    }
  }
  const order = [...a.keys()].sort((one, other) => at(other, other) - at(one, one));
  return {
    values: order.map((index) => at(index, index)),
    vectors: order.map((index) => [...(vectors[index] ?? [])]),
  };
}

function rotateRows(of: Float64Array[], p: number, q: number, cosine: number, sine: number): void {
  const [first, second] = [of[p], of[q]];
  if (first === undefined || second === undefined) return;
  for (let index = 0; index < first.length; index++) {
    const [x, y] = [first[index] as number, second[index] as number];
    first[index] = cosine * x - sine * y;
    second[index] = sine * x + cosine * y;
  }
}

function rotateColumns(
  of: Float64Array[],
  p: number,
  q: number,
  cosine: number,
  sine: number,
): void {
  for (const row of of) {
    const [x, y] = [row[p] as number, row[q] as number];
    row[p] = cosine * x - sine * y;
    row[q] = sine * x + cosine * y;
  }
}

function diagonal(a: readonly Float64Array[]): number {
  return a.reduce((sum, row, index) => sum + (row[index] as number) ** 2, 0);
}

function offDiagonal(a: readonly Float64Array[]): number {
  let sum = 0;
  for (const [index, row] of a.entries()) {
    for (const [column, value] of row.entries()) if (column !== index) sum += value * value;
  }
  return sum;
}
