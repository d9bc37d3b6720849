import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { type PoolOptions, pooledShape } from "../pooling.ts";

/**
 * The mean under a window that moves over each channel of [batch, channels, height, width]. Where the
 * window reaches beyond the image, the mean is over what lies inside.
 */
export const AveragePool = defineOperator("AveragePool", {
  inputs: 1,
  attributes: { kernel_shape: "ints", strides: "ints", pads: "ints" },
  shape: ({ shapes: [x = []], attributes }) => [pooledShape(x, attributes)],
});

export function averagePool(x: Value, options: Omit<PoolOptions, "dilations">): Value {
  return AveragePool.call([x], { ...options });
}
