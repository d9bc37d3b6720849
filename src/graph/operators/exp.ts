import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";

/** The exponential, y = e^x. Gradient: dx = dy y. */
export const Exp = defineOperator("Exp", {
  inputs: 1,
  shape: ({ shapes: [x = []] }) => [x],
  gradient: (g, { outputs: [y], outputGradients: [dy] }) => [() => g.mul(dy, y)],
});

export function exp(x: Value): Value {
  return Exp.call([x]);
}
