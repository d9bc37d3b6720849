import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { keepWhere } from "../keep-where.ts";
import { defineOperator } from "../operator.ts";
import { scalar } from "../tensor.ts";

/**
 * Limits every element to a range, y = min(max(x, low), high).
 *
 * Gradient: dx = dy where low < y < high, else 0; at the bounds 0, as PyTorch's ReLU6 has it (its clamp lets
 * the gradient through there). The bounds have none.
 */
export const Clip = defineOperator("Clip", {
  inputs: [1, 3],
  shape: ({ shapes: [x = [], ...bounds] }) => {
    if (bounds.every((shape) => shape.length === 0)) return [x];
    throw new GraphError("SHAPE_MISMATCH", "The bounds must be scalars.", { bounds });
  },
  gradient: (g, { inputs: [, low = null, high = null], outputs: [y], outputGradients: [dy] }) => [
    () => {
      const above = low === null ? dy : keepWhere(g, g.greater(y, low), dy);
      return high === null ? above : keepWhere(g, g.greater(high, y), above);
    },
  ],
});

export function clip(x: Value, low: number, high: number): Value {
  return Clip.call([x, x.graph.constant(scalar(low)), x.graph.constant(scalar(high))]);
}
