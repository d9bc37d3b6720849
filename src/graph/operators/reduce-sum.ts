import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { reducedAxes, reducedShape, repeatedOver } from "../reduction.ts";
import { int64 } from "../tensor.ts";

/**
 * The sum of the elements along axes, all axes where none are named; they stay, with size 1, unless
 * `keepdims` is 0.
 *
 * Gradient: every summand gets dy.
 */
export const ReduceSum = defineOperator("ReduceSum", {
  inputs: [1, 2],
  attributes: { keepdims: "int" },
  shape: ({ inputs: [, axes], shapes: [x = []], attributes }) => [
    reducedShape(x, reducedAxes(x.length, axes), attributes.keepdims),
  ],
  gradient: (g, { inputs: [x, axes], outputGradients: [dy], attributes: { keepdims } }) => [
    () => repeatedOver(g, dy, x.shape, reducedAxes(x.shape.length, axes), keepdims),
    null,
  ],
});

export function reduceSum(x: Value, axes: readonly number[], keepdims = 1): Value {
  return ReduceSum.call([x, x.graph.constant(int64(axes))], { keepdims });
}
