import fc from "fast-check";
import type { Value } from "../../../src/graph/index.ts";
import { at, type Example, type Numbers, type OperatorCase, positions, shape } from "./example.ts";

type Reduce = (x: Value, axes: readonly number[], keepdims?: number) => Value;

/** A reduction over some axes; `combine` makes one number of what is reduced. */
export function reductionCase(
  opType: string,
  build: Reduce,
  combine: (values: readonly number[]) => number,
): OperatorCase {
  const examples = shape(1, 4)
    .chain((x) =>
      fc.record({
        x: fc.constant(x),
        axes: fc.subarray([...x.keys()], { minLength: 1 }),
        fromTheBack: fc.boolean(),
        keepdims: fc.constantFrom(0, 1),
      }),
    )
    .map(
      ({ x, axes, fromTheBack, keepdims }): Example => ({
        inputs: [x],
        build: (value) =>
          build(
            value,
            axes.map((axis) => (fromTheBack ? axis - x.length : axis)),
            keepdims,
          ),
        expected: (value) => reduced(value, axes).map(combine),
      }),
    );
  return {
    opType,
    batched: false,
    examples,
    refusals: {
      "an axis that is not there": { inputs: [[2, 3]], build: (x) => build(x, [2]) },
    },
  };
}

/** The values that each result is made of. */
function reduced(x: Numbers, axes: readonly number[]): number[][] {
  const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const inside = x.shape.map((size, axis) => (axes.includes(axis) ? size : 1));
  return positions(kept).map((place) =>
    positions(inside).map((offset) =>
      at(
        x,
        place.map((index, axis) => index + (offset[axis] ?? 0)),
      ),
    ),
  );
}
