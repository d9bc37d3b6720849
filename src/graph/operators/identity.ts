import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";

/** A copy, y = x: lets an input or a constant be an output too. Gradient: dx = dy. */
export const Identity = defineOperator("Identity", {
  inputs: 1,
  shape: ({ shapes: [x = []] }) => [x],
  gradient: (_, { outputGradients: [dy] }) => [() => dy],
});

export function identity(x: Value): Value {
  return Identity.call([x]);
}
