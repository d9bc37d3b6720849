import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { reducedAxes, reducedShape } from "../reduction.ts";
import { sharedAmongEquals } from "../shared-among-equals.ts";
import { int64 } from "../tensor.ts";

/**
 * The largest of the elements along axes, all axes where none are named; they stay, with size 1, unless
 * `keepdims` is 0.
 *
 * Gradient: dx = dy / count where x is the largest, else 0, with count how many are: equals share dy evenly, as
 * in PyTorch's `amax`.
 */
export const ReduceMax = defineOperator("ReduceMax", {
  inputs: [1, 2],
  attributes: { keepdims: "int" },
  shape: ({ inputs: [, axes], shapes: [x = []], attributes }) => [
    reducedShape(x, reducedAxes(x.length, axes), attributes.keepdims),
  ],
  gradient: (g, node) => [() => sharedAmongEquals(g, node, (y, x) => g.greater(y, x)), null],
});

export function reduceMax(x: Value, axes: readonly number[], keepdims = 1): Value {
  return ReduceMax.call([x, x.graph.constant(int64(axes))], { keepdims });
}
