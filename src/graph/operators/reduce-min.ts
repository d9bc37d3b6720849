import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { reducedAxes, reducedShape } from "../reduction.ts";
import { sharedAmongEquals } from "../shared-among-equals.ts";
import { int64 } from "../tensor.ts";

/**
 * The smallest of the elements along axes, all axes where none are named; they stay, with size 1, unless
 * `keepdims` is 0.
 *
 * Gradient: dx = dy / count where x is the smallest, else 0, with count how many are: equals share dy evenly, as
 * in PyTorch's `amin`.
 */
export const ReduceMin = defineOperator("ReduceMin", {
  inputs: [1, 2],
  attributes: { keepdims: "int" },
  shape: ({ inputs: [, axes], shapes: [x = []], attributes }) => [
    reducedShape(x, reducedAxes(x.length, axes), attributes.keepdims),
  ],
  gradient: (g, node) => [() => sharedAmongEquals(g, node, (y, x) => g.greater(x, y)), null],
});

export function reduceMin(x: Value, axes: readonly number[], keepdims = 1): Value {
  return ReduceMin.call([x, x.graph.constant(int64(axes))], { keepdims });
}
