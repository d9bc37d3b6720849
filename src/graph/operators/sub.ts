import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast } from "../shape.ts";

/** Elementwise difference, y = a - b, with broadcasting. */
export const Sub = defineOperator("Sub", {
  inputs: 2,
  shape: ({ shapes: [a = [], b = []] }) => [broadcast(a, b)],
});

export function sub(a: Value, b: Value): Value {
  return Sub.call([a, b]);
}
