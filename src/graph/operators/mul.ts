import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast } from "../shape.ts";
import { unbroadcast } from "../unbroadcast.ts";

/** Elementwise product, y = a * b, with broadcasting. Gradient: da = dy b, db = dy a. */
export const Mul = defineOperator("Mul", {
  inputs: 2,
  shape: ({ shapes: [a = [], b = []] }) => [broadcast(a, b)],
  gradient: (g, { inputs: [a, b], outputs: [y], outputGradients: [dy] }) => [
    () => unbroadcast(g, g.mul(dy, b), y.shape, a.shape),
    () => unbroadcast(g, g.mul(dy, a), y.shape, b.shape),
  ],
});

export function mul(a: Value, b: Value): Value {
  return Mul.call([a, b]);
}
