import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { normalizeAxis } from "../shape.ts";

/**
 * Shares that add up to 1 along an axis, y = e^x / Σ e^x.
 *
 * Gradient: dx = y (dy - Σ dy y).
 */
export const Softmax = defineOperator("Softmax", {
  inputs: 1,
  attributes: { axis: "int" },
  shape: ({ shapes: [x = []], attributes: { axis = -1 } }) => {
    normalizeAxis(axis, x.length);
    return [x];
  },
  gradient: (g, { outputs: [y], outputGradients: [dy], attributes: { axis = -1 } }) => [
    () => g.mul(y, g.sub(dy, g.reduceSum(g.mul(dy, y), [axis]))),
  ],
});

export function softmax(x: Value, axis = -1): Value {
  return Softmax.call([x], { axis });
}
