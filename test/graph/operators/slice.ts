import fc from "fast-check";
import { int64, Slice, slice } from "../../../src/graph/index.ts";
import { at, type OperatorCase, positions, size } from "./example.ts";

/** An axis, how it is cut, beyond its ends too, and what that takes of it. */
interface Part {
  readonly length: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly taken: readonly number[];
}

const step = fc.constantFrom(-3, -2, -1, 1, 1, 2, 3);

/** Something of an axis, as networks take it. */
const something: fc.Arbitrary<Part> = size.chain((length) =>
  fc
    .record({
      first: fc.nat(length - 1),
      step,
      most: fc.integer({ min: 1, max: 5 }),
      fromTheBack: fc.boolean(),
    })
    .map(({ first, step: by, most, fromTheBack }) => {
      const indices = Array.from({ length: most }, (_, index) => first + index * by);
      const taken = indices.filter((index) => index >= 0 && index < length);
      const beyondLast = by < 0 && first === length - 1 ? 3 : 0;
      const beyond = (taken.at(-1) ?? 0) + by;
      return {
        length,
        start: first + beyondLast - (fromTheBack && beyondLast === 0 ? length : 0),
        end: beyond < 0 ? -length - 1 : Math.min(beyond, length + 7),
        step: by,
        taken,
      };
    }),
);

/** From anywhere to anywhere, often from before the first element, and often nothing at all. */
const anything: fc.Arbitrary<Part> = size.chain((length) => {
  const place = fc.oneof(
    fc.integer({ min: -length - 4, max: length + 4 }),
    fc.constant(-length - 2),
  );
  return fc
    .record({ start: place, end: place, step })
    .map((cut) => ({ length, ...cut, taken: takenOf(length, cut) }));
});

/** ONNX's words: a start is brought to 0..length, for steps back to 0..length - 1, an end to 0..length or -1..length - 1. */
function takenOf(
  length: number,
  { start, end, step: by }: { start: number; end: number; step: number },
): number[] {
  const counted = (place: number) => (place < 0 ? place + length : place);
  const within = (place: number, least: number, most: number) =>
    Math.min(Math.max(counted(place), least), most);
  const [first, stop] =
    by > 0
      ? [within(start, 0, length), within(end, 0, length)]
      : [within(start, 0, length - 1), within(end, -1, length - 1)];
  const taken: number[] = [];
  for (let index = first; by > 0 ? index < stop : index > stop; index += by) taken.push(index);
  return taken;
}

const part = fc.record({
  part: fc.oneof(something, anything),
  fromTheBack: fc.boolean(),
  named: fc.boolean(),
});

export default {
  opType: "Slice",
  batched: false,
  examples: fc
    .array(part, { minLength: 1, maxLength: 4 })
    .filter((parts) => parts.some(({ named }) => named))
    .map((parts) => {
      const taken = parts.map(({ named, part: { length, taken: own } }) =>
        named ? own : Array.from({ length }, (_, index) => index),
      );
      return {
        inputs: [parts.map(({ part: { length } }) => length)],
        build: (x) =>
          slice(
            x,
            parts.flatMap(({ named, part: { start, end, step: by }, fromTheBack }, place) => {
              const axis = fromTheBack ? place - parts.length : place;
              return named ? [{ axis, start, end, step: by }] : [];
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
