import fc from "fast-check";
import { Concat, concat } from "../../../src/graph/index.ts";
import { at, type OperatorCase, positions, shape, size } from "./example.ts";

export default {
  opType: "Concat",
  batched: false,
  examples: fc
    .tuple(shape(1, 4), fc.array(size, { minLength: 1, maxLength: 4 }), fc.nat(3), fc.boolean())
    .map(([common, sizes, place, fromTheBack]) => {
      const axis = place % common.length;
      const inputs = sizes.map((length) => common.with(axis, length));
      const total = sizes.reduce((sum, length) => sum + length, 0);
      return {
        inputs,
        build: (...values) => concat(values, fromTheBack ? axis - common.length : axis),
        expected: (...values) =>
          positions(common.with(axis, total)).map((position) => {
            let index = position[axis] ?? 0;
            const part = values.find(({ shape: own }) => {
              const length = own[axis] ?? 0;
              if (index < length) return true;
              index -= length;
              return false;
            });
            return part ? at(part, position.with(axis, index)) : Number.NaN;
          }),
      };
    }),
  refusals: {
    "sizes that differ elsewhere": {
      inputs: [
        [2, 3],
        [2, 4],
      ],
      build: (a, b) => concat([a, b], 0),
    },
    "ranks that differ": { inputs: [[2, 3], [2]], build: (a, b) => concat([a, b], 0) },
    "an axis that is not there": { inputs: [[2, 3]], build: (a) => concat([a], 2) },
    "no axis": { inputs: [[2, 3]], build: (a) => Concat.call([a]) },
  },
} satisfies OperatorCase;
