import { known } from "../graph/shape.ts";
import { float32 } from "../graph/tensor.ts";
import { type Weights, weight } from "./weights.ts";

/** The first convolution of a network. */
export interface Stem {
  readonly name: string;
  readonly outputs: number;
  /** Rows and columns of its filters. */
  readonly kernel: number;
}

/**
 * Weights whose first convolution takes one channel, made of such that take three: three equal channels
 * through a convolution are one channel through the sum of its filters.
 */
export function stemOfOneChannel(weights: Weights, { name, outputs, kernel }: Stem): Weights {
  if (weights.get(name)?.shape[1] === 1) return weights;
  const taps = kernel * kernel;
  const colour = weight(weights, name, [outputs, 3, kernel, kernel]).data;
  const grey = Float32Array.from({ length: outputs * taps }, (_, index) => {
    const start = Math.floor(index / taps) * 3 * taps + (index % taps);
    return [0, 1, 2].reduce(
      (sum, channel) => sum + known(colour[start + channel * taps], "A filter"),
      0,
    );
  });
  return new Map(weights).set(name, float32([outputs, 1, kernel, kernel], grey));
}
