import { float32, mul, neg, softplus, type Value } from "../../graph/index.ts";
import type { LossInputs } from "./loss-inputs.ts";
import { twoSided } from "./two-sided.ts";

/**
 * How a finding's positives and negatives are weighted, with f the share of positives among its known labels:
 *
 * - `inverse`: 1 / f and 1 / (1 - f). Every finding counts the same, half of it for its positives; a batch in
 *   which a rare finding occurs makes a large step. Wang et al., "ChestX-ray8", CVPR 2017, section 3.2 (they
 *   count over the batch and all findings together).
 * - `complement`: 1 - f and f, the same ratio, but rare findings count little. Rajpurkar et al., "CheXNet",
 *   arXiv:1711.05225, 2017, section 2.1.
 */
export type ClassWeighting = "inverse" | "complement";

/** A loss that weights findings by how frequent they are. */
export interface FrequencyInputs extends LossInputs {
  /** Per output, the share of positives among the known labels of the training data, 0 to 1. */
  readonly frequencies: readonly number[];
}

/**
 * Class-weighted binary cross-entropy: with p = σ(logit), target t and weights w+ and w- of each output,
 *
 *     mean over known labels of  -w+ t ln p - w- (1 - t) ln(1 - p)
 *
 * Weights shift the probabilities: calibrate them afterwards. Where a finding has no positives, or no
 * negatives, in the training data, that side's weight is 0.
 */
export function classWeighted(inputs: FrequencyInputs, weighting: ClassWeighting): Value {
  const { logits, frequencies } = inputs;
  const perOutput = (weights: readonly number[]) =>
    logits.graph.constant(float32([weights.length], weights));
  const positive = frequencies.map((share) => weightOf(share, weighting));
  const negative = frequencies.map((share) => weightOf(1 - share, weighting));
  return twoSided(inputs, {
    present: mul(perOutput(positive), softplus(neg(logits))),
    absent: mul(perOutput(negative), softplus(logits)),
  });
}

/** The weight of a class that has this share of the labels. */
function weightOf(share: number, weighting: ClassWeighting): number {
  if (share === 0) return 0;
  return weighting === "inverse" ? 1 / share : 1 - share;
}
