import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";

/** Rectified linear unit, y = max(x, 0). */
export const Relu = defineOperator("Relu", {
  inputs: 1,
  shape: ({ shapes: [x = []] }) => [x],
});

export function relu(x: Value): Value {
  return Relu.call([x]);
}
