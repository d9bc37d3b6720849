import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast } from "../shape.ts";
import { unbroadcast } from "../unbroadcast.ts";

/** Elementwise quotient, y = a / b, with broadcasting. Gradient: da = dy / b, db = -dy y / b. */
export const Div = defineOperator("Div", {
  inputs: 2,
  shape: ({ shapes: [a = [], b = []] }) => [broadcast(a, b)],
  gradient: (g, { inputs: [a, b], outputs: [y], outputGradients: [dy] }) => [
    () => unbroadcast(g, g.div(dy, b), y.shape, a.shape),
    () => g.neg(unbroadcast(g, g.div(g.mul(dy, y), b), y.shape, b.shape)),
  ],
});

export function div(a: Value, b: Value): Value {
  return Div.call([a, b]);
}
