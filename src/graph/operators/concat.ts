import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { known, normalizeAxis, type Shape, sameShape } from "../shape.ts";
import type { SliceRange } from "../slice-range.ts";

/** The most values that one node joins; DenseNet-121 joins 25. */
const MOST_INPUTS = 1024;

/**
 * Values side by side along one axis; on all other axes they have one size.
 *
 * Gradient: each value's is its slice of dy.
 */
export const Concat = defineOperator("Concat", {
  inputs: [1, MOST_INPUTS],
  attributes: { axis: "int" },
  shape: ({ shapes, attributes }) => {
    const [first = []] = shapes;
    const axis = normalizeAxis(attributes.axis ?? Number.NaN, first.length);
    const others = (shape: Shape) => shape.filter((_, index) => index !== axis);
    if (!shapes.every((shape) => sameShape(others(shape), others(first)))) {
      throw new GraphError(
        "SHAPE_MISMATCH",
        `All inputs must have one shape, except for their sizes on axis ${axis}.`,
        { shapes, axis },
      );
    }
    const total = shapes.reduce((sum, shape) => sum + known(shape[axis], "A joined size"), 0);
    return [first.map((size, index) => (index === axis ? total : size))];
  },
  gradient: (g, { inputs, outputs: [y], outputGradients: [dy], attributes }) => {
    const axis = normalizeAxis(attributes.axis ?? 0, y.shape.length);
    let end = 0;
    return inputs.map((input) => {
      const start = end;
      end += known(input?.shape[axis], "A joined size");
      const range: SliceRange = { axis, start, end };
      return () => (inputs.length === 1 ? dy : g.slice(dy, [range]));
    });
  },
});

export function concat(values: readonly Value[], axis: number): Value {
  return Concat.call([...values], { axis });
}
