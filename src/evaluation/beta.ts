import { knownCases, type Values } from "./cases.ts";
import { EvaluationError } from "./errors.ts";
import { minimizeNonNegative } from "./shrunken-logistic.ts";
import { sigmoid } from "./sigmoid.ts";

/** Turns a network's own probability s = sigmoid(logit) into p = sigmoid(a ln s - b ln(1 - s) + c). */
export interface BetaCalibration {
  /** How much low probabilities are stretched; not negative, so that the order of radiographs never turns round. */
  readonly a: number;
  /** The same for high ones. */
  readonly b: number;
  readonly c: number;
}

/** As `fitPlatt` has it: what the prior on a and b is worth, in positives. */
const PRIOR_POSITIVES = 20;

/** The probability that a logit stands for. */
export function applyBeta({ a, b, c }: BetaCalibration, logit: number): number {
  return sigmoid(a * logOf(logit) + b * logOfRest(logit) + c);
}

/**
 * Fits beta calibration; null where one class is missing. It is Platt scaling (a = b) and the identity (a = b = 1,
 * c = 0) among others, and can also bend: stretch low probabilities more than high ones.
 *
 * Kull, Silva Filho and Flach, "Beta calibration", AISTATS 2017: logistic regression on ln s and -ln(1 - s), where
 * neither a nor b may be negative. As in `fitPlatt` the targets are smoothed by half a case of each class, and a
 * and b are drawn towards 1 by as much as `priorPositives` positives would.
 *
 * @throws EvaluationError `SCORE_INVALID` for a logit that is infinite.
 */
export function fitBeta(
  logits: Values,
  labels: Values,
  { priorPositives = PRIOR_POSITIVES }: { readonly priorPositives?: number } = {},
): BetaCalibration | null {
  const { indices, positives, negatives } = knownCases(logits, labels);
  if (positives === 0 || negatives === 0) return null;
  const count = indices.length;
  const values = Float64Array.from(indices, (index) => finite(logits[index] as number, index));
  const parts = [values.map(logOf), values.map(logOfRest)].map((feature) => {
    const center = mean(feature);
    const centered = feature.map((value) => value - center);
    return { center, centered, variance: mean(centered.map((value) => value * value)) };
  });
  const { weights, offset } = minimizeNonNegative({
    features: parts.map(({ centered }) => centered),
    targets: Float64Array.from(
      indices,
      (index) => ((labels[index] as number) * count + 0.5) / (count + 1),
    ),
    precisions: parts.map(({ variance }) => priorPositives * (variance > 1e-12 ? variance : 1)),
  });
  const [a = 1, b = 1] = weights;
  const shift = parts.reduce((sum, { center }, part) => sum + (weights[part] ?? 0) * center, 0);
  return { a, b, c: offset - shift };
}

/** ln sigmoid(logit), without overflow. */
function logOf(logit: number): number {
  return -(Math.max(-logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))));
}

/** -ln(1 - sigmoid(logit)). */
function logOfRest(logit: number): number {
  return -logOf(-logit);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function finite(logit: number, index: number): number {
  if (Number.isFinite(logit)) return logit;
  throw new EvaluationError(
    "SCORE_INVALID",
    `the logit of case ${index} is ${logit}: calibration needs finite logits.`,
    { index, logit },
  );
}
