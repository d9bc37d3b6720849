import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast } from "../shape.ts";

/** Elementwise product, y = a * b, with broadcasting. */
export const Mul = defineOperator("Mul", {
  inputs: 2,
  shape: ({ shapes: [a = [], b = []] }) => [broadcast(a, b)],
});

export function mul(a: Value, b: Value): Value {
  return Mul.call([a, b]);
}
