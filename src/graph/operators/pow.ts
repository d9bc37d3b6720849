import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast } from "../shape.ts";
import { scalar } from "../tensor.ts";
import { unbroadcast } from "../unbroadcast.ts";

/**
 * Elementwise power, y = a^b, with broadcasting.
 *
 * Gradient: da = dy b a^(b - 1), db = dy y ln a (where a is positive).
 */
export const Pow = defineOperator("Pow", {
  inputs: 2,
  shape: ({ shapes: [a = [], b = []] }) => [broadcast(a, b)],
  gradient: (g, { inputs: [a, b], outputs: [y], outputGradients: [dy] }) => [
    () => {
      const less = g.sub(b, b.graph.constant(scalar(1)));
      return unbroadcast(g, g.mul(dy, g.mul(b, g.pow(a, less))), y.shape, a.shape);
    },
    () => unbroadcast(g, g.mul(dy, g.mul(y, g.log(a))), y.shape, b.shape),
  ],
});

export function pow(a: Value, b: Value): Value {
  return Pow.call([a, b]);
}
