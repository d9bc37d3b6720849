import fc from "fast-check";
import { int64, Slice, slice } from "../../../src/graph/index.ts";
import { at, type OperatorCase, positions, size } from "./example.ts";

/** An axis, what of it is taken, and how that is written down. */
const part = size.chain((length) =>
  fc.record({
    length: fc.constant(length),
    indices: fc
      .record({
        first: fc.nat(length - 1),
        step: fc.constantFrom(-3, -2, -1, 1, 1, 2, 3),
        most: fc.integer({ min: 1, max: 5 }),
      })
      .map(({ first, step, most }) => {
        const indices = Array.from({ length: most }, (_, index) => first + index * step);
        return { step, taken: indices.filter((index) => index >= 0 && index < length) };
      }),
    fromTheBack: fc.boolean(),
    named: fc.boolean(),
  }),
);

export default {
  opType: "Slice",
  batched: false,
  examples: fc
    .array(part, { minLength: 1, maxLength: 4 })
    .filter((parts) => parts.some(({ named }) => named))
    .map((parts) => {
      const taken = parts.map(({ named, length, indices }) =>
        named ? indices.taken : Array.from({ length }, (_, index) => index),
      );
      return {
        inputs: [parts.map(({ length }) => length)],
        build: (x) =>
          slice(
            x,
            parts.flatMap(({ named, length, indices: { step, taken: own }, fromTheBack }, axis) => {
              if (!named) return [];
              const first = own[0] ?? 0;
              const beyondLast = step < 0 && first === length - 1 ? 3 : 0;
              const start = first + beyondLast - (fromTheBack && beyondLast === 0 ? length : 0);
              const beyond = (own.at(-1) ?? 0) + step;
              const end = beyond < 0 ? -length - 1 : Math.min(beyond, length + 7);
              return [{ axis: fromTheBack ? axis - parts.length : axis, start, end, step }];
            }),
          ),
        expected: (x) =>
          positions(taken.map(({ length }) => length)).map((place) =>
            at(
              x,
              place.map((index, axis) => taken[axis]?.[index] ?? 0),
            ),
          ),
      };
    }),
  refusals: {
    "a step of 0": {
      inputs: [[4]],
      build: (x) => slice(x, [{ axis: 0, start: 0, end: 4, step: 0 }]),
    },
    "an axis that is not there": {
      inputs: [[4]],
      build: (x) => slice(x, [{ axis: 1, start: 0, end: 1 }]),
    },
    "a start without an end": {
      inputs: [[4]],
      build: (x) => Slice.call([x, x.graph.constant(int64([0, 1])), x.graph.constant(int64([2]))]),
    },
    "places that are computed": {
      inputs: [[4], [1], [1]],
      build: (x, start, end) => Slice.call([x, start, end]),
    },
  },
} satisfies OperatorCase;
