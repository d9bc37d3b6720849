import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast } from "../shape.ts";
import { unbroadcast } from "../unbroadcast.ts";

/** Elementwise sum, y = a + b, with broadcasting. Gradient: da = dy, db = dy. */
export const Add = defineOperator("Add", {
  inputs: 2,
  shape: ({ shapes: [a = [], b = []] }) => [broadcast(a, b)],
  gradient: (g, { inputs: [a, b], outputs: [y], outputGradients: [dy] }) => [
    () => unbroadcast(g, dy, y.shape, a.shape),
    () => unbroadcast(g, dy, y.shape, b.shape),
  ],
});

export function add(a: Value, b: Value): Value {
  return Add.call([a, b]);
}
