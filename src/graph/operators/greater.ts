import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast } from "../shape.ts";

/** Elementwise comparison, y = a > b (true or false), with broadcasting. */
export const Greater = defineOperator("Greater", {
  inputs: 2,
  shape: ({ shapes: [a = [], b = []] }) => [broadcast(a, b)],
  type: () => "bool",
  gradient: "A comparison has no slope: it is constant wherever it does not jump.",
});

export function greater(a: Value, b: Value): Value {
  return Greater.call([a, b]);
}
