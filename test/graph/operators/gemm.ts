import fc from "fast-check";
import { Gemm, linear } from "../../../src/graph/index.ts";
import { at, type Example, type Numbers, type OperatorCase, positions, size } from "./example.ts";

const flag = fc.constantFrom(0, 1);

/** alpha a b + beta c with each matrix turned first where asked. */
function product(
  transA: number,
  transB: number,
  [alpha, beta]: readonly [number, number],
  a: Numbers,
  b: Numbers,
  c?: Numbers,
): number[] {
  const [m = 0, k = 0] = transA ? [...a.shape].reverse() : a.shape;
  const n = b.shape[transB ? 0 : 1] ?? 0;
  return positions([m, n]).map(([row = 0, column = 0]) => {
    let sum = 0;
    for (let inner = 0; inner < k; inner++) {
      const left = at(a, transA ? [inner, row] : [row, inner]);
      sum += left * at(b, transB ? [column, inner] : [inner, column]);
    }
    return alpha * sum + (c ? beta * at(c, [row, column]) : 0);
  });
}

const asLayer = fc.tuple(size, size, size).map(
  ([m, k, n]): Example => ({
    inputs: [[m, k], [n, k], [n]],
    build: linear,
    expected: (x, weight, bias) => product(0, 1, [1, 1], x, weight, bias),
  }),
);

const anyWay = fc
  .tuple(size, size, size, flag, flag, fc.constantFrom("none", "scalar", "row", "column", "all"))
  .map(([m, k, n, transA, transB, added]): Example => {
    const shapes = { none: null, scalar: [], row: [n], column: [m, 1], all: [m, n] };
    const third = shapes[added];
    return {
      inputs: [transA ? [k, m] : [m, k], transB ? [n, k] : [k, n], ...(third ? [third] : [])],
      build: (...inputs) => Gemm.call(inputs, { transA, transB, alpha: 0.5, beta: 2 }),
      expected: (a: Numbers, b: Numbers, c?: Numbers) => product(transA, transB, [0.5, 2], a, b, c),
    };
  });

export default {
  opType: "Gemm",
  batched: false,
  examples: fc.oneof(asLayer, anyWay),
  refusals: {
    "inner sizes that differ": { inputs: [[2, 3], [5, 4], [5]], build: linear },
    "a bias of another length": { inputs: [[2, 3], [5, 3], [4]], build: linear },
    "a bias of higher rank": {
      inputs: [
        [2, 3],
        [5, 3],
        [1, 2, 5],
      ],
      build: linear,
    },
    "maps instead of a matrix": { inputs: [[2, 3, 1, 1], [5, 3], [5]], build: linear },
    "one input": { inputs: [[2, 3]], build: (x) => Gemm.call([x]) },
  },
} satisfies OperatorCase;
