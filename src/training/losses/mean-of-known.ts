import { clip, div, mul, reduceSum, type Value } from "../../graph/index.ts";

const LARGEST_COUNT = 1e30;

/**
 * The mean of `losses` [batch, outputs] over the labels that are known (`known` 1, others 0, between
 * as weights), a scalar:
 * sum(known loss) / max(sum(known), 1). Labels that are not known contribute neither loss nor gradient; a
 * batch without any known label has the loss 0.
 */
export function meanOfKnown(losses: Value, known: Value): Value {
  const sum = reduceSum(mul(losses, known), [0, 1], 0);
  return div(sum, clip(reduceSum(known, [0, 1], 0), 1, LARGEST_COUNT));
}
