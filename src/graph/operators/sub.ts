import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast } from "../shape.ts";
import { unbroadcast } from "../unbroadcast.ts";

/** Elementwise difference, y = a - b, with broadcasting. Gradient: da = dy, db = -dy. */
export const Sub = defineOperator("Sub", {
  inputs: 2,
  shape: ({ shapes: [a = [], b = []] }) => [broadcast(a, b)],
  gradient: (g, { inputs: [a, b], outputs: [y], outputGradients: [dy] }) => [
    () => unbroadcast(g, dy, y.shape, a.shape),
    () => g.neg(unbroadcast(g, dy, y.shape, b.shape)),
  ],
});

export function sub(a: Value, b: Value): Value {
  return Sub.call([a, b]);
}
