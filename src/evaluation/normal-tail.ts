/**
 * The chance that a standard normal variable is above `z`, for z of 0 or more; relative error below 2e-7.
 *
 * Complementary error function by Chebyshev fit: Press et al., "Numerical Recipes", 2nd edition, section 6.2
 * (`erfcc`): its relative error is below 1.2e-7 everywhere, so that small p-values are right too.
 */
export function standardNormalTail(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const polynomial = COEFFICIENTS.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return (t * Math.exp(-x * x + polynomial)) / 2;
}

const COEFFICIENTS = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
];
