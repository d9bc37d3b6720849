import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { type PoolOptions, pooledShape } from "../pooling.ts";
import { windowGeometry } from "../window/geometry.ts";
import { spreadMeans } from "../window/spread-means.ts";

/**
 * The mean under a window that moves over each channel of [batch, channels, height, width]. Where the
 * window reaches beyond the image, the mean is over what lies inside.
 *
 * Gradient: every cell under a window gets dy / cells inside, summed over windows.
 */
export const AveragePool = defineOperator("AveragePool", {
  inputs: 1,
  attributes: { kernel_shape: "ints", strides: "ints", pads: "ints" },
  shape: ({ shapes: [x = []], attributes }) => [pooledShape(x, attributes)],
  gradient: (g, { inputs: [x], outputs: [y], outputGradients: [dy], attributes }) => {
    const geometry = windowGeometry(x.shape, y.shape, attributes);
    return [() => spreadMeans(g, dy, geometry)];
  },
});

export function averagePool(x: Value, options: Omit<PoolOptions, "dilations">): Value {
  return AveragePool.call([x], { ...options });
}
