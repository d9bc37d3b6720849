import {
  add,
  clip,
  log,
  mul,
  neg,
  pow,
  scalar,
  sigmoid,
  softplus,
  sub,
  type Value,
} from "../../graph/index.ts";
import { powerOf } from "./focusing.ts";
import type { LossInputs } from "./loss-inputs.ts";
import { twoSided } from "./two-sided.ts";

export interface AsymmetricOptions {
  /** The exponent γ+ of positives, from 0. The paper's choice is 0 or 1. */
  readonly gammaPositive: number;
  /** The exponent γ- of negatives, from 0. The paper's choice is 4. */
  readonly gammaNegative: number;
  /** The margin m, 0 to below 1: negatives with a probability below it are dropped. The paper's is 0.05. */
  readonly margin: number;
}

/** Keeps slopes of powers finite where the shifted probability is 0; float32 goes down to 1e-38. */
const LEAST_PROBABILITY = 1e-30;

/**
 * Asymmetric loss: with p = σ(logit), target t and the shifted probability q = max(p - m, 0),
 *
 *     mean over known labels of  -t (1 - p)^γ+ ln p - (1 - t) q^γ- ln(1 - q)
 *
 * Focuses positives and negatives apart, since of many findings most are absent in any radiograph, and drops
 * the negatives that are settled (or that a missed label makes look wrong only by little). Gradients pass
 * through the focusing factors, as in the paper's analysis; the authors' code stops them there. Ridnik et al.,
 * "Asymmetric loss for multi-label classification", ICCV 2021, equations 5 to 7.
 */
export function asymmetric(inputs: LossInputs, options: AsymmetricOptions): Value {
  const { logits } = inputs;
  const ifPresent = softplus(neg(logits));
  const ifAbsent = softplus(logits);
  return twoSided(inputs, {
    present: mul(powerOf(ifAbsent, options.gammaPositive), ifPresent),
    absent:
      options.margin === 0
        ? mul(powerOf(ifPresent, options.gammaNegative), ifAbsent)
        : shiftedLoss(logits, options),
  });
}

/** -q^γ- ln(1 - q). The margin keeps 1 - q away from 0, so the logarithm can be taken as it is. */
function shiftedLoss(logits: Value, { margin, gammaNegative }: AsymmetricOptions): Value {
  const number = (value: number) => logits.graph.constant(scalar(value));
  const shifted = clip(sub(sigmoid(logits), number(margin)), LEAST_PROBABILITY, 1);
  const rest = clip(add(sigmoid(neg(logits)), number(margin)), 0, 1);
  return mul(pow(shifted, number(gammaNegative)), neg(log(rest)));
}
