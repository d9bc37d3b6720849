import type { Value } from "../graph.ts";
import { keepWhere } from "../keep-where.ts";
import { defineOperator } from "../operator.ts";
import { scalar } from "../tensor.ts";

/**
 * Rectified linear unit, y = max(x, 0).
 *
 * Gradient: dx = dy where y > 0, else 0 (the subgradient at 0 is 0, as in PyTorch). Asking y and not x lets
 * the runtime forget x. Not by Sign, which WebGPU lacks.
 */
export const Relu = defineOperator("Relu", {
  inputs: 1,
  shape: ({ shapes: [x = []] }) => [x],
  gradient: (g, { outputs: [y], outputGradients: [dy] }) => [
    () => keepWhere(g, g.greater(y, y.graph.constant(scalar(0))), dy),
  ],
});

export function relu(x: Value): Value {
  return Relu.call([x]);
}
