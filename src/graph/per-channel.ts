import type { Value } from "./graph.ts";
import type { OperatorFunctions } from "./operator.ts";
import { elementCount, known } from "./shape.ts";

/** Pixels of a map from which sums are taken map by map, then over images. */
const LARGE_MAP = 512;

/**
 * Σ over images and pixels of a b for every channel of maps [batch, channels, ..]: [channels].
 *
 * Each large map is a row that meets its counterpart in a matrix product, which reads both once and writes
 * a number; Mul and ReduceSum write and read a whole map between. Of small maps there are too many for that.
 */
export function dotPerChannel(g: OperatorFunctions, a: Value, b: Value): Value {
  const pixels = elementCount(a.shape.slice(2));
  if (pixels < LARGE_MAP) return sumPerChannel(g, g.mul(a, b));
  const rows = (maps: Value) => g.reshape(maps, [-1, 1, pixels]);
  const products = g.matMul(rows(a), g.transpose(rows(b), [0, 2, 1]));
  const channels = known(a.shape[1], "The number of channels");
  return g.reduceSum(g.reshape(products, [-1, channels]), [0], 0);
}

/** Σ over images and pixels for every channel of maps [batch, channels, ..]: [channels]. */
export function sumPerChannel(g: OperatorFunctions, maps: Value): Value {
  const axes = [...maps.shape.keys()].filter((axis) => axis !== 1);
  if (elementCount(maps.shape.slice(2)) < LARGE_MAP) return g.reduceSum(maps, axes, 0);
  return g.reduceSum(g.reduceSum(maps, axes.slice(1), 0), [0], 0);
}

/** A value per channel in a shape in which it meets maps of this rank: [1, channels, 1, ..]. */
export function besideMaps(g: OperatorFunctions, perChannel: Value, rank: number): Value {
  return g.reshape(perChannel, [1, -1, ...Array.from({ length: rank - 2 }, () => 1)]);
}
