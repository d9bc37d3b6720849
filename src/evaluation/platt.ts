import { knownCases, type Values } from "./cases.ts";
import { EvaluationError } from "./errors.ts";
import { minimize } from "./platt-optimum.ts";
import { sigmoid } from "./sigmoid.ts";

/** Turns a network's logit into a probability: p = sigmoid(slope * logit + intercept). */
export interface PlattScaling {
  /** Per unit of logit; always positive, so that calibration never changes the order of radiographs. */
  readonly slope: number;
  /** In logits (natural log odds). */
  readonly intercept: number;
}

export interface PlattOptions {
  /** The `k` of the docstring of `fitPlatt`: how many positives the prior on the slope is worth. */
  readonly priorPositives?: number;
}

/** Below 20 positives a slope is more prior than data. */
const PRIOR_POSITIVES = 20;

/** The probability that a logit stands for. */
export function applyPlatt({ slope, intercept }: PlattScaling, logit: number): number {
  return sigmoid(slope * logit + intercept);
}

/**
 * Fits Platt scaling by maximum a posteriori; null where no label is known.
 *
 *     minimize  sum_i cross-entropy(t_i, sigmoid(slope z_i + intercept)) + k v (slope - 1)² / 2
 *
 * with v the variance of the logits z. Platt, "Probabilistic outputs for support vector machines" (1999).
 *
 * The slope has a Gaussian prior around 1, which is "believe the network". P positives and N negatives
 * hold about m v of Fisher information on it, m = P N / (P + N), which is about P where positives are
 * few. So the prior weighs as much as k positives (a unit-information prior of k cases: Kass and
 * Wasserman, JASA 90, 1995) and, to first order,
 *
 *     slope - 1 = (maximum-likelihood slope - 1) m / (m + k):
 *
 * with the default k = 20, half the way at 20 positives, nine tenths at 180.
 *
 * The intercept is free, but the targets are smoothed by half a case of each class, which makes
 * the mean probability exactly (P + 1/2) / (P + N + 1), Jeffreys' estimate of the base rate:
 * t = (y (P + N) + 1/2) / (P + N + 1). Platt smooths by whole cases. This keeps everything finite when a
 * class is missing or the classes are separable.
 */
export function fitPlatt(
  logits: Values,
  labels: Values,
  { priorPositives = PRIOR_POSITIVES }: PlattOptions = {},
): PlattScaling | null {
  refusePrior(priorPositives);
  const { indices, positives } = knownCases(logits, labels);
  const count = indices.length;
  if (count === 0) return null;
  refuseInfiniteLogits(logits, indices);

  const values = Float64Array.from(indices, (index) => logits[index] as number);
  const targets = Float64Array.from(
    indices,
    (index) => ((labels[index] as number) * count + 0.5) / (count + 1),
  );
  // Around the mean, slope and intercept hardly depend on each other, so Newton's steps are sound.
  const center = mean(values);
  const centered = values.map((value) => value - center);
  const variance = mean(centered.map((value) => value * value));
  const { slope, offset } = minimize({
    logits: centered,
    targets,
    baseRate: (positives + 0.5) / (count + 1),
    // Equal logits say nothing about the slope; any precision then leaves it at 1.
    precision: priorPositives * (variance > 1e-12 ? variance : 1),
  });
  return { slope, intercept: offset - slope * center };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function refusePrior(priorPositives: number): void {
  if (priorPositives > 0 && Number.isFinite(priorPositives)) return;
  throw new EvaluationError(
    "SETTING_INVALID",
    `a prior worth ${priorPositives} positives: give a number above 0; without a prior separable data have no best slope.`,
    { priorPositives },
  );
}

function refuseInfiniteLogits(logits: Values, indices: Uint32Array): void {
  for (const index of indices) {
    const logit = logits[index] as number;
    if (Number.isFinite(logit)) continue;
    throw new EvaluationError(
      "SCORE_INVALID",
      `the logit of case ${index} is ${logit}: calibration needs finite logits.`,
      { index, logit },
    );
  }
}
