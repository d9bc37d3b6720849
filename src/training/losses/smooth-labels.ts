import { add, scalar, type Value } from "../../graph/index.ts";
import { times } from "./focusing.ts";

/**
 * Smoothed targets, t (1 - ε) + ε / 2: present becomes 1 - ε / 2, absent ε / 2, so that no logit is drawn to
 * infinity by a label that may be wrong. `amount` ε is 0 (no smoothing) to 1 (all targets one half).
 *
 * Szegedy et al., "Rethinking the Inception architecture for computer vision", CVPR 2016, section 7, for the
 * two classes of each finding.
 */
export function smoothLabels(targets: Value, amount: number): Value {
  if (amount === 0) return targets;
  return add(times(targets, 1 - amount), targets.graph.constant(scalar(amount / 2)));
}
