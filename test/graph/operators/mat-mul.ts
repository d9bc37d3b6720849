import fc from "fast-check";
import { matMul } from "../../../src/graph/index.ts";
import {
  at,
  broadcastablePair,
  broadcastShape,
  type Numbers,
  type OperatorCase,
  positions,
  size,
} from "./example.ts";

/** Sums over the inner axis, stack by stack. */
function product(a: Numbers, b: Numbers): number[] {
  const [m = 0, k = 0] = a.shape.slice(-2);
  const n = b.shape.at(-1) ?? 0;
  const stack = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return positions([...stack, m, n]).map((position) => {
    const [front, row, column] = [
      position.slice(0, -2),
      position.at(-2) ?? 0,
      position.at(-1) ?? 0,
    ];
    let sum = 0;
    for (let inner = 0; inner < k; inner++)
      sum += at(a, [...front, row, inner]) * at(b, [...front, inner, column]);
    return sum;
  });
}

export default {
  opType: "MatMul",
  batched: false,
  examples: fc
    .tuple(broadcastablePair, fc.boolean(), size, size, size)
    .map(([{ large, small }, swapped, m, k, n]) => {
      const [before, after] = swapped ? [small, large] : [large, small];
      return {
        inputs: [
          [...before, m, k],
          [...after, k, n],
        ],
        build: matMul,
        expected: product,
      };
    }),
  refusals: {
    "inner sizes that differ": {
      inputs: [
        [2, 3],
        [4, 2],
      ],
      build: matMul,
    },
    "stacks that differ": {
      inputs: [
        [2, 3, 4],
        [3, 4, 5],
      ],
      build: matMul,
    },
    "a vector": { inputs: [[3], [3, 2]], build: matMul },
  },
} satisfies OperatorCase;
