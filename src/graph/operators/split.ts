import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { known, normalizeAxis } from "../shape.ts";
import { int64, toNumbers } from "../tensor.ts";

/**
 * A value cut along an axis into parts of given sizes.
 *
 * Gradient: dx is the parts' gradients joined, with zeros where a part was not used.
 */
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
  gradient: (g, { inputs: [x], outputs, outputGradients, usedOutputs, attributes }) => [
    () => {
      const axis = normalizeAxis(attributes.axis ?? 0, x.shape.length);
      const sizes = outputs.map(({ shape }) => known(shape[axis], "The size of a part"));
      const filled = outputGradients.map((dy, index) => {
        const { before, after } = unusedBeside(sizes, usedOutputs, index);
        const pads = [before, after].flatMap((amount) =>
          dy.shape.map((_, place) => (place === axis ? amount : 0)),
        );
        return g.pad(dy, pads);
      });
      const [first] = filled;
      return filled.length === 1 && first ? first : g.concat(filled, axis);
    },
    null,
  ],
});

export function split(x: Value, sizes: readonly number[], axis: number): readonly Value[] {
  return Split.apply([x, x.graph.constant(int64(sizes))], { axis });
}

/** Cells of unused parts before a used one, if it is the first, and after it up to the next. */
function unusedBeside(sizes: readonly number[], used: readonly number[], index: number) {
  const total = (from: number, to: number) =>
    sizes.slice(from, to).reduce((sum, size) => sum + size, 0);
  const place = used[index] ?? 0;
  return {
    before: index === 0 ? total(0, place) : 0,
    after: total(place + 1, used[index + 1] ?? sizes.length),
  };
}
