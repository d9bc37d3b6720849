import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { type Dimension, elementCount, known, type Shape } from "../shape.ts";
import { int64, toNumbers } from "../tensor.ts";

/**
 * The same elements in another shape. In `target`, 0 keeps the size at that place and -1 (at most once)
 * stands for whatever is left.
 *
 * Gradient: dx = dy in the shape of x.
 */
export const Reshape = defineOperator("Reshape", {
  inputs: 2,
  shape: ({ inputs, shapes: [x = []] }) => {
    const target = inputs[1]?.constant;
    if (target?.type !== "int64" || target.shape.length !== 1) {
      throw new GraphError("SHAPE_MISMATCH", "The target shape must be a constant list of int64.");
    }
    return [reshaped(x, toNumbers(target))];
  },
  gradient: (g, { inputs: [x], outputs: [y], outputGradients: [dy] }) => [
    () => g.reshape(dy, shapeBack(x.shape, y.shape)),
    null,
  ],
});

export function reshape(x: Value, target: readonly number[]): Value {
  return Reshape.call([x, x.graph.constant(int64(target))]);
}

/** The shape of x as a target; a batch that both have is left to the runtime. */
function shapeBack(x: Shape, y: Shape): number[] {
  const [first, ...rest] = x;
  const sizes = rest.map((size) => known(size, "A size to reshape to"));
  if (first === undefined) return [];
  return first === y[0] ? [0, ...sizes] : [-1, ...sizes];
}

function reshaped(x: Shape, target: readonly number[]): Shape {
  const kept = new Set(target.flatMap((size, axis) => (size === 0 ? [axis] : [])));
  const from = elementCount(x.filter((_, axis) => !kept.has(axis)));
  const to = target.reduce((product, size) => (size > 0 ? product * size : product), 1);
  const rest = from / to;
  const unknown = target.filter((size) => size < 0);
  if (
    !Number.isInteger(rest) ||
    (rest !== 1 && unknown.length === 0) ||
    unknown.length > 1 ||
    unknown.some((size) => size !== -1) ||
    [...kept].some((axis) => axis >= x.length)
  ) {
    throw new GraphError(
      "SHAPE_MISMATCH",
      `${from} elements can't take the shape [${target.join(", ")}].`,
      { x, target },
    );
  }
  return target.map(
    (size, axis): Dimension => (size === 0 ? (x[axis] ?? 0) : size === -1 ? rest : size),
  );
}
