/**
 * Shortens a gradient, in place, to the length `maximum` where it is longer, and returns the length that it
 * had: the Euclidean norm over all parameters together. The sum is in float64.
 *
 * A gradient with NaN or infinity in it has no direction to keep: it stays as it is, and the length returned
 * is not finite; the caller stops there. `maximum` null only measures.
 *
 * Pascanu et al., "On the difficulty of training recurrent neural networks", ICML 2013, algorithm 1.
 */
export function clipGradient(gradient: Float32Array, maximum: number | null): number {
  const norm = Math.sqrt(sumOfSquares(gradient));
  if (maximum !== null && norm > maximum && norm < Number.POSITIVE_INFINITY)
    scale(gradient, maximum / norm);
  return norm;
}

/** Four sums side by side: they need not wait for each other, and round less than one. */
function sumOfSquares(values: Float32Array): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let i = 0;
  for (; i + 3 < values.length; i += 4) {
    sum0 += (values[i] as number) ** 2;
    sum1 += (values[i + 1] as number) ** 2;
    sum2 += (values[i + 2] as number) ** 2;
    sum3 += (values[i + 3] as number) ** 2;
  }
  for (; i < values.length; i++) sum0 += (values[i] as number) ** 2;
  return sum0 + sum1 + (sum2 + sum3);
}

function scale(values: Float32Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * factor;
}
