import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { scaled } from "../scaled.ts";
import { broadcast, sameShape } from "../shape.ts";
import { unbroadcast } from "../unbroadcast.ts";

/** Which matrices are transposed first, and a factor. */
export interface GemmOptions {
  readonly transA?: number;
  readonly transB?: number;
  readonly alpha?: number;
}

/**
 * General matrix product, y = alpha a b + beta c, either matrix transposed first where asked.
 *
 * Gradient: da = alpha dy bᵀ, db = alpha aᵀ dy (the matrices as they enter the product), dc = beta dy.
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
  gradient: (g, { inputs: [a, b, c = null], outputs: [y], outputGradients: [dy], attributes }) => {
    const { transA = 0, transB = 0, alpha = 1, beta = 1 } = attributes;
    return [
      () =>
        transA
          ? g.gemm(b, dy, { transA: transB, transB: 1, alpha })
          : g.gemm(dy, b, { transB: transB ? 0 : 1, alpha }),
      () =>
        transB
          ? g.gemm(dy, a, { transA: 1, transB: transA, alpha })
          : g.gemm(a, dy, { transA: transA ? 0 : 1, alpha }),
      c && (() => scaled(g, unbroadcast(g, dy, y.shape, c.shape), beta)),
    ];
  },
});

export function linear(x: Value, weight: Value, bias: Value): Value {
  return Gemm.call([x, weight, bias], { transB: 1 });
}

/** The product of two matrices, alpha a b. */
export function gemm(a: Value, b: Value, options: GemmOptions = {}): Value {
  return Gemm.call([a, b], { ...options });
}
