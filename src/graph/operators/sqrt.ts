import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { scaled } from "../scaled.ts";

/** The square root, y = √x. Gradient: dx = dy / (2 y). */
export const Sqrt = defineOperator("Sqrt", {
  inputs: 1,
  shape: ({ shapes: [x = []] }) => [x],
  gradient: (g, { outputs: [y], outputGradients: [dy] }) => [() => g.div(dy, scaled(g, y, 2))],
});

export function sqrt(x: Value): Value {
  return Sqrt.call([x]);
}
