import { mul, neg, softplus, type Value } from "../../graph/index.ts";
import { powerOf, times } from "./focusing.ts";
import type { LossInputs } from "./loss-inputs.ts";
import { twoSided } from "./two-sided.ts";

export interface FocalOptions {
  /** The exponent γ, from 0 (cross-entropy): the larger, the less easy labels count. The paper's choice is 2. */
  readonly gamma: number;
  /** The weight of positives, 0 to 1, negatives having 1 - alpha (the paper's choice: 0.25); null: both 1. */
  readonly alpha: number | null;
}

/**
 * Focal loss: with p = σ(logit) and target t,
 *
 *     mean over known labels of  -α t (1 - p)^γ ln p - (1 - α) (1 - t) p^γ ln(1 - p)
 *
 * Labels that the network already gets right count little. Lin et al., "Focal loss for dense object
 * detection", ICCV 2017, equation 5.
 */
export function focal(inputs: LossInputs, { gamma, alpha }: FocalOptions): Value {
  const { logits } = inputs;
  const ifPresent = softplus(neg(logits));
  const ifAbsent = softplus(logits);
  // -ln p is the loss of a present finding, -ln(1 - p) that of an absent one.
  const present = mul(powerOf(ifAbsent, gamma), ifPresent);
  const absent = mul(powerOf(ifPresent, gamma), ifAbsent);
  if (alpha === null) return twoSided(inputs, { present, absent });
  return twoSided(inputs, { present: times(present, alpha), absent: times(absent, 1 - alpha) });
}
