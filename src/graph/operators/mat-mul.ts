import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator, type OperatorFunctions } from "../operator.ts";
import { broadcast, known } from "../shape.ts";
import { unbroadcast } from "../unbroadcast.ts";

/**
 * Matrix product of the last two axes, [.., m, k] x [.., k, n] to [.., m, n]; the axes before broadcast.
 *
 * Gradient: da = dy bᵀ, db = aᵀ dy, summed over stacks that were repeated. For a single matrix b that is one
 * large product.
 */
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
  gradient: (g, { inputs: [a, b], outputs: [y], outputGradients: [dy] }) => [
    () => unbroadcast(g, g.matMul(dy, turned(g, b)), y.shape, a.shape),
    () =>
      b.shape.length === 2
        ? g.gemm(rows(g, a), rows(g, dy), { transA: 1 })
        : unbroadcast(g, g.matMul(turned(g, a), dy), y.shape, b.shape),
  ],
});

export function matMul(a: Value, b: Value): Value {
  return MatMul.call([a, b]);
}

/** Every matrix of a stack transposed. */
function turned(g: OperatorFunctions, stack: Value): Value {
  const axes = [...stack.shape.keys()];
  return g.transpose(stack, [...axes.slice(0, -2), ...axes.slice(-2).reverse()]);
}

/** The matrices of a stack as one, under each other. */
function rows(g: OperatorFunctions, stack: Value): Value {
  return stack.shape.length === 2
    ? stack
    : g.reshape(stack, [-1, known(stack.shape.at(-1), "The width of a matrix")]);
}
