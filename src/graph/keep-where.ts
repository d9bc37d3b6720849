import type { Value } from "./graph.ts";
import type { OperatorFunctions } from "./operator.ts";

/**
 * The elements of a value where a condition holds, 0 elsewhere.
 *
 * A product with the condition as 0 or 1: ONNX Runtime's `Where` writes two more maps on the CPU. The value
 * must be finite: infinity times 0 is not a number.
 */
export function keepWhere(g: OperatorFunctions, condition: Value, value: Value): Value {
  return g.mul(value, g.cast(condition, "float32"));
}
