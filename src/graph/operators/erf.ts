import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { scaled } from "../scaled.ts";

/** The error function, y = 2/√π ∫₀ˣ e^-t² dt. Gradient: dx = dy 2/√π e^-x². */
export const Erf = defineOperator("Erf", {
  inputs: 1,
  shape: ({ shapes: [x = []] }) => [x],
  gradient: (g, { inputs: [x], outputGradients: [dy] }) => [
    () => g.mul(dy, scaled(g, g.exp(g.neg(g.mul(x, x))), 2 / Math.sqrt(Math.PI))),
  ],
});

export function erf(x: Value): Value {
  return Erf.call([x]);
}
