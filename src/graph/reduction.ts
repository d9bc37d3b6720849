import { GraphError } from "./errors.ts";
import type { Value } from "./graph.ts";
import type { OperatorFunctions } from "./operator.ts";
import { known, normalizeAxis, type Shape } from "./shape.ts";
import { toNumbers } from "./tensor.ts";

/**
 * The axes that a reduction goes over, counted from the front; all of them where none are named, be it that the
 * list is left out or that it is empty (ONNX without `noop_with_empty_axes`).
 */
export function reducedAxes(rank: number, axes: Value | null | undefined): number[] {
  if (axes && axes.constant?.type !== "int64") {
    throw new GraphError("SHAPE_MISMATCH", "The axes must be a constant list of int64.");
  }
  const named = axes?.constant ? toNumbers(axes.constant) : [];
  if (named.length === 0) return Array.from({ length: rank }, (_, axis) => axis);
  return named.map((axis) => normalizeAxis(axis, rank));
}

/** The shape after a reduction: reduced axes have size 1, or are gone where `keepdims` is 0. */
export function reducedShape(x: Shape, axes: readonly number[], keepdims = 1): Shape {
  return x.flatMap((size, axis) => (axes.includes(axis) ? (keepdims ? [1] : []) : [size]));
}

/**
 * A reduction's result, or its gradient, with the axes that are gone as sizes of 1 again, so that it meets x.
 *
 * A first axis that was not reduced stays as long as it is: it may only be known when the graph runs, and of a
 * gradient be longer than that of x, where it carries several seeds.
 */
export function withReducedAxes(
  g: OperatorFunctions,
  reduced: Value,
  x: Shape,
  axes: readonly number[],
  keepdims = 1,
): Value {
  if (keepdims) return reduced;
  const target = x.map((size, axis) => {
    if (axes.includes(axis)) return 1;
    return axis === 0 ? 0 : known(size, "A size beside a reduced one");
  });
  return g.reshape(reduced, target);
}

/** A reduction's result repeated over what it was reduced from: the gradient of a sum. */
export function repeatedOver(
  g: OperatorFunctions,
  dy: Value,
  x: Shape,
  axes: readonly number[],
  keepdims = 1,
): Value {
  return g.expand(
    withReducedAxes(g, dy, x, axes, keepdims),
    x.map((size, axis) => (axes.includes(axis) ? known(size, "A size that was reduced") : 1)),
  );
}
