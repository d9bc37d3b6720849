import { GraphError } from "./errors.ts";
import type { Value } from "./graph.ts";
import type { OperatorFunctions } from "./operator.ts";
import { known, normalizeAxis, type Shape } from "./shape.ts";
import { toNumbers } from "./tensor.ts";

/** The axes that a reduction sums over, counted from the front; all of them where none are named. */
export function reducedAxes(rank: number, axes: Value | null | undefined): number[] {
  if (!axes) return Array.from({ length: rank }, (_, axis) => axis);
  if (axes.constant?.type !== "int64") {
    throw new GraphError("SHAPE_MISMATCH", "The axes must be a constant list of int64.");
  }
  return toNumbers(axes.constant).map((axis) => normalizeAxis(axis, rank));
}

/** The shape after a reduction: reduced axes have size 1, or are gone where `keepdims` is 0. */
export function reducedShape(x: Shape, axes: readonly number[], keepdims = 1): Shape {
  return x.flatMap((size, axis) => (axes.includes(axis) ? (keepdims ? [1] : []) : [size]));
}

/** A reduction's result repeated over what it was reduced from: the gradient of a sum. */
export function repeatedOver(
  g: OperatorFunctions,
  dy: Value,
  x: Shape,
  axes: readonly number[],
  keepdims = 1,
): Value {
  const kept = keepdims
    ? dy
    : g.reshape(
        dy,
        reducedShape(x, axes).map((size) => known(size, "A size that was reduced")),
      );
  return g.expand(
    kept,
    x.map((size, axis) => (axes.includes(axis) ? known(size, "A size that was reduced") : 1)),
  );
}
