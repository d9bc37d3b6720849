import type { Value } from "./graph.ts";
import type { OperatorFunctions } from "./operator.ts";
import { scalar } from "./tensor.ts";

/** The elements of a value where a condition holds, 0 elsewhere. */
export function keepWhere(g: OperatorFunctions, condition: Value, value: Value): Value {
  return g.where(condition, value, value.graph.constant(scalar(0)));
}
