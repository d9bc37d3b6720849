import type { Value } from "./graph.ts";
import type { OperatorFunctions } from "./operator.ts";
import { elementCount, known } from "./shape.ts";

/**
 * Σ over images and pixels of a b for every channel of maps [batch, channels, ..]: [channels].
 *
 * Each map is a row that meets its counterpart in a matrix product, which reads both once and writes a
 * number; Mul and ReduceSum write and read a whole map between.
 */
export function dotPerChannel(g: OperatorFunctions, a: Value, b: Value): Value {
  return g.reduceSum(dotPerMap(g, a, b), [0], 0);
}

/** Σ over pixels of a b for every map of [batch, channels, ..]: [batch, channels]. */
export function dotPerMap(g: OperatorFunctions, a: Value, b: Value): Value {
  const [batch, channels] = [0, 1].map((axis) => known(a.shape[axis], "The number of maps"));
  const pixels = elementCount(a.shape.slice(2));
  const rows = (maps: Value) => g.reshape(maps, [-1, 1, pixels]);
  const products = g.matMul(rows(a), g.transpose(rows(b), [0, 2, 1]));
  return g.reshape(products, [batch ?? 1, channels ?? 1]);
}

/** Σ over images and pixels for every channel of maps [batch, channels, ..]: [channels]. */
export function sumPerChannel(g: OperatorFunctions, maps: Value): Value {
  const axes = [...maps.shape.keys()].slice(2);
  return g.reduceSum(axes.length === 0 ? maps : g.reduceSum(maps, axes, 0), [0], 0);
}
