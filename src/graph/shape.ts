import { GraphError } from "./errors.ts";

/** A size that is known, or the name of one that is only known when the graph runs (e.g. "batch"). */
export type Dimension = number | string;

/** Sizes of a value, outermost first. */
export type Shape = readonly Dimension[];

/** A shape as people write it, e.g. "[batch, 3, 224, 224]". */
export function showShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** The size as a number; throws where it is only known at run time and the operator can't do without. */
export function known(dimension: Dimension | undefined, what: string): number {
  if (typeof dimension === "number") return dimension;
  throw new GraphError(
    "SHAPE_MISMATCH",
    `${what} must be known when the graph is built, but is ${dimension === undefined ? "missing" : `"${dimension}"`}.`,
    { dimension, what },
  );
}

/** Number of elements; throws for shapes with sizes that are only known at run time. */
export function elementCount(shape: Shape): number {
  return shape.reduce<number>(
    (product, size) => product * known(size, `Every size of ${showShape(shape)}`),
    1,
  );
}

/** Whether two shapes are the same, names of unknown sizes included. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/**
 * The shape that two values take together in an elementwise operator.
 *
 * ONNX, "Broadcasting in ONNX" (multidirectional, as in NumPy): aligned from the last axis; sizes are
 * equal, or one of them is 1.
 */
export function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new GraphError(
      "SHAPE_MISMATCH",
      `Shapes ${showShape(a)} and ${showShape(b)} can't be broadcast: ${left} and ${right} meet on axis ${axis}.`,
      { a, b, axis },
    );
  });
}

/** An axis counted from the front, where a negative one counts from the back. */
export function normalizeAxis(axis: number, rank: number): number {
  const normalized = axis < 0 ? axis + rank : axis;
  if (normalized < 0 || normalized >= rank) {
    throw new GraphError(
      "SHAPE_MISMATCH",
      `Axis ${axis} does not exist in a value of rank ${rank}.`,
      { axis, rank },
    );
  }
  return normalized;
}
