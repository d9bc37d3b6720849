import fc from "fast-check";
import { Reshape, reshape } from "../../../src/graph/index.ts";
import { countOf, type OperatorCase, shape } from "./example.ts";

/** The same count in a random order of axes, with some kept by 0 and one left open by -1. */
const target = shape(1, 4).chain((x) =>
  fc
    .tuple(
      fc.shuffledSubarray([...x.keys()], { minLength: x.length, maxLength: x.length }),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      fc.option(fc.nat(x.length - 1)),
      fc.boolean(),
    )
    .map(([order, keep, open, flatten]) => {
      const shuffled = order.map((axis) => x[axis] ?? 1);
      const sizes = flatten ? [countOf(x)] : shuffled;
      const kept = sizes.map((length, axis) => (keep[axis] && length === x[axis] ? 0 : length));
      return { x, sizes: kept.map((length, axis) => (axis === open ? -1 : length)) };
    }),
);

export default {
  opType: "Reshape",
  batched: false,
  examples: target.map(({ x, sizes }) => ({
    inputs: [x],
    build: (value) => reshape(value, sizes),
    expected: ({ data }) => Array.from(data),
  })),
  refusals: {
    "a count that differs": { inputs: [[2, 3]], build: (x) => reshape(x, [5]) },
    "a count that does not divide": { inputs: [[2, 3]], build: (x) => reshape(x, [4, -1]) },
    "two open sizes": { inputs: [[4, 1]], build: (x) => reshape(x, [-1, -1]) },
    "a negative size": { inputs: [[2, 3]], build: (x) => reshape(x, [-2, -3]) },
    "a kept axis that is not there": { inputs: [[6]], build: (x) => reshape(x, [6, 0]) },
    "a target that is computed": { inputs: [[6], [1]], build: (x, to) => Reshape.call([x, to]) },
  },
} satisfies OperatorCase;
