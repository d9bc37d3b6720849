import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast } from "../shape.ts";
import { int64, toNumbers } from "../tensor.ts";
import { unbroadcast } from "../unbroadcast.ts";

/**
 * A value repeated until it fills a shape; sizes of 1 in the shape leave the value's own.
 *
 * Gradient: dx is the sum of dy over the copies.
 */
export const Expand = defineOperator("Expand", {
  inputs: 2,
  shape: ({ inputs, shapes: [x = []] }) => {
    const target = inputs[1]?.constant;
    if (target?.type !== "int64") {
      throw new GraphError("SHAPE_MISMATCH", "The shape must be a constant list of int64.");
    }
    return [broadcast(x, toNumbers(target))];
  },
  gradient: (g, { inputs: [x], outputs: [y], outputGradients: [dy] }) => [
    () => unbroadcast(g, dy, y.shape, x.shape),
    null,
  ],
});

export function expand(x: Value, target: readonly number[]): Value {
  return Expand.call([x, x.graph.constant(int64(target))]);
}
