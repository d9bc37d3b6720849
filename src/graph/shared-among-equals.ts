import type { Value } from "./graph.ts";
import type { OperatorFunctions } from "./operator.ts";
import { scalar } from "./tensor.ts";

/**
 * The gradient of a largest or smallest element along axes: dy / count for those that are it, 0 for the others.
 *
 * `differs` says which are not, for every element of x; dy has size 1 on the axes. There is no comparison for
 * equality on our list of operators, but what is the largest differs only where that is greater.
 */
export function sharedAmongEquals(
  g: OperatorFunctions,
  differs: Value,
  dy: Value,
  axes: readonly number[],
): Value {
  const chosen = g.sub(differs.graph.constant(scalar(1)), g.cast(differs, "float32"));
  return g.mul(chosen, g.div(dy, g.reduceSum(chosen, axes)));
}
