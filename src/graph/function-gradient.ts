import type { Value } from "./graph.ts";
import type { GradientRule } from "./operator.ts";

/**
 * Gives a function that is made of several nodes a gradient rule of its own, where that is shorter or more
 * exact than what its nodes' rules give together. Returns `output`, its last node's result.
 */
export function withGradient(output: Value, inputs: readonly Value[], rule: GradientRule): Value {
  output.graph.functionGradients.set(output, { inputs, rule });
  return output;
}
