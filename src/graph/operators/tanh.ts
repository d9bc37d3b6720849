import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { scalar } from "../tensor.ts";

/** The hyperbolic tangent. Gradient: dx = dy (1 - y²). */
export const Tanh = defineOperator("Tanh", {
  inputs: 1,
  shape: ({ shapes: [x = []] }) => [x],
  gradient: (g, { outputs: [y], outputGradients: [dy] }) => [
    () => g.mul(dy, g.sub(y.graph.constant(scalar(1)), g.mul(y, y))),
  ],
});

export function tanh(x: Value): Value {
  return Tanh.call([x]);
}
