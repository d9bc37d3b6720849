import type { Value } from "./graph.ts";
import type { OperatorFunctions } from "./operator.ts";
import { float32 } from "./tensor.ts";

/** One cell of an axis after a linear change of its size: weighted cells of the axis before. */
export type Taps = readonly { readonly from: number; readonly weight: number }[];

/**
 * The gradient of a value whose axis of `size` cells became `taps.length` cells, each a weighted sum of old
 * ones (repeating a border, interpolating): the product of dy with the weights' matrix along that axis.
 */
export function gatherBack(
  g: OperatorFunctions,
  dy: Value,
  axis: number,
  size: number,
  taps: readonly Taps[],
): Value {
  const matrix = new Float32Array(taps.length * size);
  for (const [to, sources] of taps.entries()) {
    for (const { from, weight } of sources) {
      const cell = to * size + from;
      matrix[cell] = (matrix[cell] ?? 0) + weight;
    }
  }
  const axes = [...dy.shape.keys()];
  const last = axes.length - 1;
  const swapped = axes.with(axis, last).with(last, axis);
  const weights = dy.graph.constant(float32([taps.length, size], matrix));
  if (axis === last) return g.matMul(dy, weights);
  return g.transpose(g.matMul(g.transpose(dy, swapped), weights), swapped);
}
