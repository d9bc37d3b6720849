import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast } from "../shape.ts";

/** Matrix product of the last two axes, [.., m, k] x [.., k, n] to [.., m, n]; the axes before broadcast. */
export const MatMul = defineOperator("MatMul", {
  inputs: 2,
  shape: ({ shapes: [a = [], b = []] }) => {
    const [m, k] = a.slice(-2);
    const [inner, n] = b.slice(-2);
    if (m === undefined || k === undefined || n === undefined || k !== inner) {
      throw new GraphError(
        "SHAPE_MISMATCH",
        "Two matrices are needed, the first as wide as the second is high.",
        { a, b },
      );
    }
    return [[...broadcast(a.slice(0, -2), b.slice(0, -2)), m, n]];
  },
});

export function matMul(a: Value, b: Value): Value {
  return MatMul.call([a, b]);
}
