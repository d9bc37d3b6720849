import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast } from "../shape.ts";

/** Elementwise sum, y = a + b, with broadcasting. */
export const Add = defineOperator("Add", {
  inputs: 2,
  shape: ({ shapes: [a = [], b = []] }) => [broadcast(a, b)],
});

export function add(a: Value, b: Value): Value {
  return Add.call([a, b]);
}
