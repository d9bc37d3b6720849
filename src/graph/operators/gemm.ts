import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcast, sameShape } from "../shape.ts";

/**
 * General matrix product, y = a b + c, either matrix transposed first where asked.
 *
 * `linear` is its use as a layer: y = x Wᵀ + bias with W [outputs, inputs], as PyTorch stores it.
 */
export const Gemm = defineOperator("Gemm", {
  inputs: [2, 3],
  attributes: { transA: "int", transB: "int", alpha: "float", beta: "float" },
  shape: ({ shapes: [a = [], b = [], c], attributes }) => {
    const [m, k] = attributes.transA ? [a[1], a[0]] : a;
    const [inner, n] = attributes.transB ? [b[1], b[0]] : b;
    if (a.length !== 2 || b.length !== 2 || m === undefined || n === undefined || k !== inner) {
      throw new GraphError(
        "SHAPE_MISMATCH",
        "Two matrices are needed, the first as wide as the second is high.",
        { a, b },
      );
    }
    if (c !== undefined && !sameShape(broadcast([m, n], c), [m, n])) {
      throw new GraphError("SHAPE_MISMATCH", `The added term can't be broadcast to [${m}, ${n}].`, {
        c,
      });
    }
    return [[m, n]];
  },
});

export function linear(x: Value, weight: Value, bias: Value): Value {
  return Gemm.call([x, weight, bias], { transB: 1 });
}
