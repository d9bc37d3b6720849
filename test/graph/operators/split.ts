import fc from "fast-check";
import { Split, split, type Value } from "../../../src/graph/index.ts";
import { at, type OperatorCase, positions, shape, size } from "./example.ts";

/** One of the parts; the others are not used, so their gradients are zeros. */
function partOf(x: Value, sizes: readonly number[], axis: number, index: number): Value {
  const part = split(x, sizes, axis)[index];
  if (part === undefined) throw new Error(`There is no part ${index}.`);
  return part;
}

export default {
  opType: "Split",
  batched: false,
  examples: fc
    .tuple(
      shape(1, 4),
      fc.array(size, { minLength: 1, maxLength: 3 }),
      fc.nat(3),
      fc.nat(2),
      fc.boolean(),
    )
    .map(([common, sizes, place, which, fromTheBack]) => {
      const axis = place % common.length;
      const index = which % sizes.length;
      const total = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0);
      const start = total(sizes.slice(0, index));
      return {
        inputs: [common.with(axis, total(sizes))],
        build: (x) => partOf(x, sizes, fromTheBack ? axis - common.length : axis, index),
        expected: (x) =>
          positions(common.with(axis, sizes[index] ?? 0)).map((position) =>
            at(x, position.with(axis, (position[axis] ?? 0) + start)),
          ),
      };
    }),
  refusals: {
    "sizes that do not add up": { inputs: [[5]], build: (x) => partOf(x, [2, 2], 0, 0) },
    "a negative size": { inputs: [[5]], build: (x) => partOf(x, [6, -1], 0, 0) },
    "sizes that are computed": { inputs: [[5], [1]], build: (x, sizes) => Split.call([x, sizes]) },
  },
} satisfies OperatorCase;
