import { ELEMENT_CODES, elementTypeOf } from "../codes.ts";
import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import type { ElementType } from "../tensor.ts";

/** The same numbers in another element type. Gradient: dx = dy in the type of x. */
export const Cast = defineOperator("Cast", {
  inputs: 1,
  attributes: { to: "int" },
  type: ({ attributes }) => elementTypeOf(attributes.to ?? 0) ?? "float32",
  shape: ({ shapes: [x = []], attributes: { to } }) => {
    if (elementTypeOf(to ?? 0) !== undefined) return [x];
    throw new GraphError("SHAPE_MISMATCH", `Element type ${to} is not one of ours.`, { to });
  },
  gradient: (g, { inputs: [x], outputGradients: [dy] }) => [
    x.type === "float32" || x.type === "float64" ? () => g.cast(dy, x.type) : null,
  ],
});

export function cast(x: Value, to: ElementType): Value {
  return Cast.call([x], { to: ELEMENT_CODES[to] });
}
