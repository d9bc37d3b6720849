import fc from "fast-check";
import { Transpose, transpose } from "../../../src/graph/index.ts";
import { at, type OperatorCase, positions, shape } from "./example.ts";

export default {
  opType: "Transpose",
  batched: false,
  examples: shape(1, 4)
    .chain((x) =>
      fc.record({
        x: fc.constant(x),
        perm: fc.shuffledSubarray([...x.keys()], { minLength: x.length, maxLength: x.length }),
        left: fc.boolean(),
      }),
    )
    .map(({ x, perm, left }) => {
      const order = left ? [...x.keys()].reverse() : perm;
      return {
        inputs: [x],
        build: (value) => (left ? Transpose.call([value]) : transpose(value, perm)),
        expected: (value) =>
          positions(order.map((axis) => x[axis] ?? 1)).map((place) =>
            at(
              value,
              x.map((_, axis) => place[order.indexOf(axis)] ?? 0),
            ),
          ),
      };
    }),
  refusals: {
    "an axis twice": { inputs: [[2, 3]], build: (x) => transpose(x, [0, 0]) },
    "an axis too few": { inputs: [[2, 3]], build: (x) => transpose(x, [0]) },
  },
} satisfies OperatorCase;
