import { float32 } from "../graph/tensor.ts";
import type { LinearLayer } from "../model/index.ts";
import type { LinearHead } from "./linear-head.ts";
import { rowOf, zeros } from "./matrix.ts";
import type { FeatureScale } from "./standardize.ts";

/**
 * Turns a head on standardized features into one on the features themselves, so that the graph needs no
 * step of its own for it: w' = w / deviation, b' = b - sum of w' mean. Returns the layer of the outputs
 * from `first` up to, not including, `end`.
 */
export function foldScale(
  { weight, bias }: LinearHead,
  { mean, deviation }: FeatureScale,
): (first: number, end: number) => LinearLayer {
  const scaled = zeros(weight.rows, weight.columns);
  const shifted = bias.map((value, output) => {
    const from = rowOf(weight, output);
    const to = rowOf(scaled, output);
    let shift = 0;
    for (let feature = 0; feature < to.length; feature++) {
      to[feature] = (from[feature] as number) / (deviation[feature] as number);
      shift += (to[feature] as number) * (mean[feature] as number);
    }
    return value - shift;
  });
  return (first, end) => ({
    weight: float32(
      [end - first, weight.columns],
      scaled.data.slice(first * weight.columns, end * weight.columns),
    ),
    bias: float32([end - first], shifted.slice(first, end)),
  });
}
