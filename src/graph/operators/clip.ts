import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { scalar } from "../tensor.ts";

/** Limits every element to a range, y = min(max(x, low), high). */
export const Clip = defineOperator("Clip", {
  shape: ({ shapes: [x = []] }) => [x],
});

export function clip(x: Value, low: number, high: number): Value {
  return Clip.call([x, x.graph.constant(scalar(low)), x.graph.constant(scalar(high))]);
}
