import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";

/** The opposite number, y = -x. Gradient: dx = -dy. */
export const Neg = defineOperator("Neg", {
  inputs: 1,
  shape: ({ shapes: [x = []] }) => [x],
  gradient: (g, { outputGradients: [dy] }) => [() => g.neg(dy)],
});

export function neg(x: Value): Value {
  return Neg.call([x]);
}
