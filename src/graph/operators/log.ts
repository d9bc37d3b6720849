import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";

/** The natural logarithm, y = ln x. Gradient: dx = dy / x. */
export const Log = defineOperator("Log", {
  inputs: 1,
  shape: ({ shapes: [x = []] }) => [x],
  gradient: (g, { inputs: [x], outputGradients: [dy] }) => [() => g.div(dy, x)],
});

export function log(x: Value): Value {
  return Log.call([x]);
}
