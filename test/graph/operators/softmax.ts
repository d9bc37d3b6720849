import fc from "fast-check";
import { softmax } from "../../../src/graph/index.ts";
import { at, type OperatorCase, positions, shape } from "./example.ts";

export default {
  opType: "Softmax",
  batched: false,
  examples: fc
    .tuple(shape(1, 4), fc.nat(3), fc.boolean())
    .map(([x, place, fromTheBack]) => ({ x, axis: place % x.length, fromTheBack }))
    .map(({ x, axis, fromTheBack }) => ({
      inputs: [x],
      build: (value) => softmax(value, fromTheBack ? axis - x.length : axis),
      expected: (value) =>
        positions(x).map((position) => {
          const row = Array.from({ length: x[axis] ?? 0 }, (_, index) =>
            Math.exp(at(value, position.with(axis, index))),
          );
          return (row[position[axis] ?? 0] ?? 0) / row.reduce((sum, one) => sum + one, 0);
        }),
    })),
  refusals: {
    "an axis that is not there": { inputs: [[2, 3]], build: (x) => softmax(x, 2) },
  },
} satisfies OperatorCase;
