import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { type PoolOptions, pooledShape } from "../pooling.ts";
import { windowGeometry } from "../window/geometry.ts";
import { routeToLargest } from "../window/route-to-largest.ts";

/**
 * The largest value under a window that moves over each channel of [batch, channels, height, width].
 * What lies outside the image never is the largest.
 *
 * Gradient: dy goes to the first cell, row by row, that has the largest value, as in PyTorch; summed over
 * windows. Found by comparing, since WebGPU's MaxPool does not put out where it was.
 */
export const MaxPool = defineOperator("MaxPool", {
  inputs: 1,
  attributes: { kernel_shape: "ints", strides: "ints", pads: "ints", dilations: "ints" },
  shape: ({ shapes: [x = []], attributes }) => [pooledShape(x, attributes)],
  gradient: (g, { inputs: [x], outputs: [y], outputGradients: [dy], attributes }) => {
    const geometry = windowGeometry(x.shape, y.shape, attributes);
    return [() => routeToLargest(g, x, y, dy, geometry)];
  },
});

export function maxPool(x: Value, options: PoolOptions): Value {
  return MaxPool.call([x], { ...options });
}
