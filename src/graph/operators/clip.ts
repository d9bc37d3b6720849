import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { scalar } from "../tensor.ts";

/** Limits every element to a range, y = min(max(x, low), high). */
export const Clip = defineOperator("Clip", {
  inputs: [1, 3],
  shape: ({ shapes: [x = [], ...bounds] }) => {
    if (bounds.every((shape) => shape.length === 0)) return [x];
    throw new GraphError("SHAPE_MISMATCH", "The bounds must be scalars.", { bounds });
  },
});

export function clip(x: Value, low: number, high: number): Value {
  return Clip.call([x, x.graph.constant(scalar(low)), x.graph.constant(scalar(high))]);
}
