import type { Value } from "./graph.ts";
import type { GradientCall, OperatorFunctions } from "./operator.ts";
import { reducedAxes, withReducedAxes } from "./reduction.ts";
import { scalar } from "./tensor.ts";

/**
 * The gradient of a largest or smallest element along axes: dy / count for those that are it, 0 for the others.
 *
 * `differs` says of every element of x whether it is not y, the one that was found. There is no comparison for
 * equality on our list of operators, but what is the largest differs only where that is greater.
 */
export function sharedAmongEquals(
  g: OperatorFunctions,
  {
    inputs: [x, axes],
    outputs: [y],
    outputGradients: [dy],
    attributes: { keepdims },
  }: GradientCall<{ readonly keepdims: "int" }, readonly [1, 2]>,
  differs: (y: Value, x: Value) => Value,
): Value {
  const reduced = reducedAxes(x.shape.length, axes);
  const kept = (value: Value) => withReducedAxes(g, value, x.shape, reduced, keepdims);
  const chosen = g.sub(x.graph.constant(scalar(1)), g.cast(differs(kept(y), x), "float32"));
  return g.mul(chosen, g.div(kept(dy), g.reduceSum(chosen, reduced)));
}
