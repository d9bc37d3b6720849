import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator, type OperatorFunctions } from "../operator.ts";
import { known, normalizeAxis, type Shape } from "../shape.ts";
import type { SliceRange } from "../slice-range.ts";
import { int64, toNumbers } from "../tensor.ts";

/**
 * A part of a value along some axes: from start up to but without end, in steps. With a negative step the
 * elements come in reverse, from start down to but without end. Positions count from the back where they
 * are negative, and stop at the border: a start that goes down stops at the first and at the last element, an
 * end may lie one before the first.
 *
 * Gradient: dy at the places that it came from, 0 elsewhere.
 */
export const Slice = defineOperator("Slice", {
  inputs: [3, 5],
  shape: ({ inputs, shapes: [x = []] }) => {
    const parts = partsOf(x, inputs);
    return [x.map((size, axis) => parts.find((part) => part.axis === axis)?.count ?? size)];
  },
  gradient: (g, { inputs: [x, ...where], outputGradients: [dy] }) => [
    () => {
      const parts = partsOf(x.shape, [x, ...where]);
      return parts.some(({ count }) => count === 0)
        ? withNothingPutBack(g, dy, parts)
        : parts.reduce((gradient, part) => putBack(g, gradient, part), dy);
    },
  ],
});

export function slice(x: Value, ranges: readonly SliceRange[]): Value {
  const list = (pick: (range: SliceRange) => number) => x.graph.constant(int64(ranges.map(pick)));
  return Slice.call([
    x,
    list(({ start }) => start),
    list(({ end }) => end),
    list(({ axis }) => axis),
    list(({ step = 1 }) => step),
  ]);
}

/** The elements first, first + step, .. of an axis of `size` elements. */
interface Part {
  readonly axis: number;
  readonly size: number;
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

function partsOf(x: Shape, [, ...lists]: readonly (Value | null)[]): Part[] {
  const [starts = [], ends = [], axes = [...x.keys()], steps = []] = lists.map((list) => {
    if (list === null) return undefined;
    if (list.constant?.type === "int64") return toNumbers(list.constant);
    throw new GraphError("SHAPE_MISMATCH", "Where to cut must be constant lists of int64.");
  });
  if (starts.length !== ends.length || starts.length > axes.length || steps.includes(0)) {
    throw new GraphError(
      "SHAPE_MISMATCH",
      "Each axis needs a start, an end and a step other than 0.",
      { starts, ends, axes, steps },
    );
  }
  return starts.map((start, index) => {
    const axis = normalizeAxis(axes[index] ?? index, x.length);
    const step = steps[index] ?? 1;
    const size = known(x[axis], "A sliced size");
    const inside = (place: number, least: number, most: number) =>
      Math.min(Math.max(place < 0 ? place + size : place, least), most);
    const end = ends[index] ?? 0;
    const [first, stop] =
      step > 0
        ? [inside(start, 0, size), inside(end, 0, size)]
        : [inside(start, 0, size - 1), inside(end, -1, size - 1)];
    return { axis, size, first, step, count: Math.max(Math.ceil((stop - first) / step), 0) };
  });
}

/** The gradient of a part without elements: dy, which has none either, filled up with zeros. */
function withNothingPutBack(g: OperatorFunctions, dy: Value, parts: readonly Part[]): Value {
  const missing = dy.shape.map((_, index) => {
    const part = parts.find(({ axis }) => axis === index);
    return part === undefined ? 0 : part.size - part.count;
  });
  return g.pad(dy, [...missing.map(() => 0), ...missing]);
}

/** The gradient of one axis's part, over the whole axis. */
function putBack(g: OperatorFunctions, dy: Value, { axis, size, first, step, count }: Part): Value {
  const forward = step < 0 && count > 1 ? reversed(g, dy, axis, count) : dy;
  const lowest = step < 0 ? first + (count - 1) * step : first;
  const spread = spreadOut(g, forward, axis, count, Math.abs(step));
  const reached = (count - 1) * Math.abs(step) + 1;
  const around = (before: number, after: number): number[] =>
    [before, after].flatMap((amount) => dy.shape.map((_, index) => (index === axis ? amount : 0)));
  return g.pad(spread, around(lowest, size - lowest - reached));
}

function reversed(g: OperatorFunctions, value: Value, axis: number, count: number): Value {
  return g.slice(value, [{ axis, start: count - 1, end: -count - 1, step: -1 }]);
}

/** Elements `step` apart along an axis, with zeros between them. */
function spreadOut(
  g: OperatorFunctions,
  value: Value,
  axis: number,
  count: number,
  step: number,
): Value {
  if (step === 1 || count === 1) return value;
  // Those before the axis stay as they are: a batch may only be known when the graph runs.
  const before = Array.from({ length: axis }, () => 0);
  const after = value.shape
    .slice(axis + 1)
    .map((size) => known(size, "A size behind a sliced one"));
  const apart = g.reshape(value, [...before, count, 1, ...after]);
  const pads = [...apart.shape, ...apart.shape].map((_, index) =>
    index === apart.shape.length + axis + 1 ? step - 1 : 0,
  );
  const joined = g.reshape(g.pad(apart, pads), [...before, count * step, ...after]);
  return g.slice(joined, [{ axis, start: 0, end: (count - 1) * step + 1 }]);
}
