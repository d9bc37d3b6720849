import type { Value } from "./graph.ts";
import type { GradientRule } from "./operator.ts";

/**
 * Gives a function that is made of several nodes a gradient rule of its own, where that is shorter or more
 * exact than what its nodes' rules give together. Returns `output`, its last node's result. `replaces` names
 * values that the caller knows but the function works around: a backward pass refuses to give their gradients.
 */
export function withGradient(
  output: Value,
  inputs: readonly Value[],
  rule: GradientRule,
  replaces: readonly Value[] = [],
): Value {
  output.graph.functionGradients.set(output, { inputs, rule, replaces });
  return output;
}
