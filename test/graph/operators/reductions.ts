import fc from "fast-check";
import type { Value } from "../../../src/graph/index.ts";
import type { Operator } from "../../../src/graph/operator.ts";
import { at, type Example, type Numbers, type OperatorCase, positions, shape } from "./example.ts";

type Reduce = (x: Value, axes: readonly number[], keepdims?: number) => Value;

/**
 * A reduction over some axes, or over all of them by an empty list or none; `combine` makes one number of what
 * is reduced.
 */
export function reductionCase(
  operator: Operator<{ readonly keepdims: "int" }>,
  build: Reduce,
  combine: (values: readonly number[]) => number,
): OperatorCase {
  const examples = shape(1, 4)
    .chain((x) =>
      fc.record({
        x: fc.constant(x),
        axes: fc.subarray([...x.keys()]),
        leftOut: fc.boolean(),
        fromTheBack: fc.boolean(),
        keepdims: fc.constantFrom(0, 1),
      }),
    )
    .map(
      ({ x, axes, leftOut, fromTheBack, keepdims }): Example => ({
        inputs: [x],
        build: (value) =>
          leftOut && axes.length === 0
            ? operator.call([value], { keepdims })
            : build(
                value,
                axes.map((axis) => (fromTheBack ? axis - x.length : axis)),
                keepdims,
              ),
        expected: (value) => reduced(value, axes.length === 0 ? [...x.keys()] : axes).map(combine),
      }),
    );
  return {
    opType: operator.opType,
    batched: false,
    examples,
    refusals: {
      "an axis that is not there": { inputs: [[2, 3]], build: (x) => build(x, [2]) },
      "axes that are computed": {
        inputs: [[2, 3], [1]],
        build: (x, axes) => operator.call([x, axes]),
      },
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
