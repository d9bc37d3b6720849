import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { type PoolOptions, pooledShape } from "../pooling.ts";

/**
 * The largest value under a window that moves over each channel of [batch, channels, height, width].
 * What lies outside the image never is the largest.
 */
export const MaxPool = defineOperator("MaxPool", {
  inputs: 1,
  attributes: { kernel_shape: "ints", strides: "ints", pads: "ints", dilations: "ints" },
  shape: ({ shapes: [x = []], attributes }) => [pooledShape(x, attributes)],
});

export function maxPool(x: Value, options: PoolOptions): Value {
  return MaxPool.call([x], { ...options });
}
