import { add, mul, scalar, sub, type Value } from "../../graph/index.ts";
import type { LossInputs } from "./loss-inputs.ts";
import { meanOfKnown } from "./mean-of-known.ts";

/** Losses of each output, [batch, outputs], if the finding is present and if it is absent. */
export interface Sides {
  readonly present: Value;
  readonly absent: Value;
}

/**
 * The mean over known labels of t present + (1 - t) absent. Linear in the target t: between 0 and 1 it is the
 * expected loss if the finding is present with probability t.
 */
export function twoSided({ targets, known }: LossInputs, { present, absent }: Sides): Value {
  const absence = sub(targets.graph.constant(scalar(1)), targets);
  return meanOfKnown(add(mul(targets, present), mul(absence, absent)), known);
}
