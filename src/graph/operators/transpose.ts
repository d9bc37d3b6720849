import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";

/**
 * The same elements with their axes in another order: axis i of y is axis perm[i] of x.
 *
 * Gradient: dx = dy with its axes put back.
 */
export const Transpose = defineOperator("Transpose", {
  inputs: 1,
  attributes: { perm: "ints" },
  shape: ({ shapes: [x = []], attributes }) => {
    const order = attributes.perm ?? reversed(x.length);
    if ([...order].sort((a, b) => a - b).join() !== [...x.keys()].join()) {
      throw new GraphError("SHAPE_MISMATCH", `Each of ${x.length} axes is needed once.`, {
        x,
        order,
      });
    }
    return [order.map((axis) => x[axis] ?? 1)];
  },
  gradient: (g, { inputs: [x], outputGradients: [dy], attributes }) => {
    const order = attributes.perm ?? reversed(x.shape.length);
    return [
      () =>
        g.transpose(
          dy,
          [...order.keys()].map((axis) => order.indexOf(axis)),
        ),
    ];
  },
});

export function transpose(x: Value, perm: readonly number[]): Value {
  return Transpose.call([x], { perm });
}

/** What ONNX does where no order is given. */
function reversed(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
}
