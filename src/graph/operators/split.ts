import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { known, normalizeAxis } from "../shape.ts";
import { int64, toNumbers } from "../tensor.ts";

/** A value cut along an axis into parts of given sizes. Gradient: dx is the parts' gradients joined. */
export const Split = defineOperator("Split", {
  inputs: 2,
  attributes: { axis: "int" },
  shape: ({ inputs, shapes: [x = []], attributes }) => {
    const axis = normalizeAxis(attributes.axis ?? 0, x.length);
    const constant = inputs[1]?.constant;
    const sizes = constant?.type === "int64" ? toNumbers(constant) : [];
    const total = sizes.reduce((sum, size) => sum + size, 0);
    if (sizes.some((size) => size < 0) || total !== known(x[axis], "A split size")) {
      throw new GraphError(
        "SHAPE_MISMATCH",
        `Constant sizes that add up to ${x[axis]} are needed.`,
        {
          x,
          sizes,
        },
      );
    }
    return sizes.map((size) => x.with(axis, size));
  },
  gradient: (g, { outputGradients, attributes: { axis = 0 } }) => [
    () => g.concat(outputGradients, axis),
    null,
  ],
});

export function split(x: Value, sizes: readonly number[], axis: number): readonly Value[] {
  return Split.apply([x, x.graph.constant(int64(sizes))], { axis });
}
