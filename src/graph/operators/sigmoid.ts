import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { scalar } from "../tensor.ts";

/** The logistic function, y = 1 / (1 + e^-x). Gradient: dx = dy y (1 - y). */
export const Sigmoid = defineOperator("Sigmoid", {
  inputs: 1,
  shape: ({ shapes: [x = []] }) => [x],
  gradient: (g, { outputs: [y], outputGradients: [dy] }) => [
    () => g.mul(dy, g.mul(y, g.sub(y.graph.constant(scalar(1)), y))),
  ],
});

export function sigmoid(x: Value): Value {
  return Sigmoid.call([x]);
}
