import { binaryCrossEntropyWithLogits, type Value } from "../../graph/index.ts";
import type { LossInputs } from "./loss-inputs.ts";
import { meanOfKnown } from "./mean-of-known.ts";

/**
 * Binary cross-entropy, the negative log-likelihood of independent findings: with p = σ(logit) and target t,
 *
 *     mean over known labels of  -t ln p - (1 - t) ln(1 - p)
 *
 * Returns a scalar. Finite, with finite gradients, for logits of any size.
 */
export function binaryCrossEntropy({ logits, targets, known }: LossInputs): Value {
  return meanOfKnown(binaryCrossEntropyWithLogits(logits, targets), known);
}
