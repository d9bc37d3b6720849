import type { Value } from "./graph.ts";
import type { OperatorFunctions } from "./operator.ts";
import { scalar } from "./tensor.ts";

/** A value times a number. */
export function scaled(g: OperatorFunctions, value: Value, factor: number): Value {
  return factor === 1 ? value : g.mul(value, value.graph.constant(scalar(factor)));
}
