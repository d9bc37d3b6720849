import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { reducedAxes, reducedShape, repeatedOver } from "../reduction.ts";
import { scaled } from "../scaled.ts";
import { elementCount } from "../shape.ts";
import { int64 } from "../tensor.ts";

/**
 * The mean of the elements along axes, all axes where none are named; they stay, with size 1, unless
 * `keepdims` is 0.
 *
 * Gradient: every element gets dy / count.
 */
export const ReduceMean = defineOperator("ReduceMean", {
  inputs: [1, 2],
  attributes: { keepdims: "int" },
  shape: ({ inputs: [, axes], shapes: [x = []], attributes }) => [
    reducedShape(x, reducedAxes(x.length, axes), attributes.keepdims),
  ],
  gradient: (g, { inputs: [x, axes], outputGradients: [dy], attributes: { keepdims } }) => [
    () => {
      const reduced = reducedAxes(x.shape.length, axes);
      const count = elementCount(reduced.map((axis) => x.shape[axis] ?? 1));
      return repeatedOver(g, scaled(g, dy, 1 / count), x.shape, reduced, keepdims);
    },
    null,
  ],
});

export function reduceMean(x: Value, axes: readonly number[], keepdims = 1): Value {
  return ReduceMean.call([x, x.graph.constant(int64(axes))], { keepdims });
}
