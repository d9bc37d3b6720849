import type { Random } from "../../random.ts";

/**
 * Neighbours in a batch (the first with the second, the third with the fourth, ...) become weighted means of
 * each other, labels too; the weight is drawn from Beta(alpha, alpha) for each pair. Zhang et al., "mixup:
 * Beyond empirical risk minimization", ICLR 2018.
 *
 * No chest looks like two laid over each other, but grey values of radiographs are sums along rays already,
 * and the label says how much of each finding is in it. Small alphas (0.2) seldom mix much. A finding that is
 * unknown in either radiograph is unknown in the mean. The last of an odd batch stays as it is.
 */
export const ALPHA_RANGE = { minimum: 0.05, maximum: 10 } as const;

/** Mixes a batch in place: `count` images one after another, and as many rows of targets (NaN: unknown). */
export function mixPairs(
  grey: Float32Array,
  targets: Float32Array,
  count: number,
  alpha: number,
  random: Random,
): void {
  for (let first = 0; first + 1 < count; first += 2) {
    const weight = drawBeta(alpha, random);
    mixNeighbours(grey, grey.length / count, first, weight);
    mixNeighbours(targets, targets.length / count, first, weight);
  }
}

/** The item at `first` takes `weight` of itself, and the next one the rest; so does the next one. */
function mixNeighbours(data: Float32Array, length: number, first: number, weight: number): void {
  const end = (first + 1) * length;
  for (let index = first * length; index < end; index++) {
    const one = data[index] ?? 0;
    const other = data[index + length] ?? 0;
    data[index] = weight * one + (1 - weight) * other;
    data[index + length] = weight * other + (1 - weight) * one;
  }
}

/** Beta(alpha, alpha) as the share of one of two gamma variables. */
function drawBeta(alpha: number, random: Random): number {
  const one = drawGammaVariable(alpha, random);
  const other = drawGammaVariable(alpha, random);
  return one / (one + other);
}

/**
 * Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000; for shapes
 * below 1 a variable of shape + 1 times a power of a uniform one, as they say at the end.
 */
function drawGammaVariable(shape: number, random: Random): number {
  if (shape < 1) {
    return drawGammaVariable(shape + 1, random) * (1 - random.uniform()) ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < x * x * 0.5 + d - d * v + d * Math.log(v)) {
      return d * v;
    }
  }
}
