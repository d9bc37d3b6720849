import type { Graph, Value } from "../graph/graph.ts";
import { mul, resizeBilinear, sub } from "../graph/operators/index.ts";
import { known } from "../graph/shape.ts";
import { float32, scalar } from "../graph/tensor.ts";
import type { Padding } from "./blocks.ts";
import { MOBILENET_V2_FEATURES, mobileNetV2Features } from "./mobilenet-v2.ts";
import { type Weights, weight } from "./weights.ts";

/** A network up to its last map, and how grey becomes its input. */
export interface FeatureNetwork {
  readonly architecture: "mobilenet_v2";
  readonly padding: Padding;
  /** Input pixels per cell of the last map. */
  readonly outputStride: 8 | 16 | 32;
  /** Rows and columns of the radiograph as it enters the graph. */
  readonly inputSize: number;
  /**
   * Rows and columns that the graph itself enlarges it to. A network trained on 128-pixel radiographs sees
   * the same detail whatever the size of the file, and still has a map of many cells.
   */
  readonly enlargedSize: number;
}

/** The range of grey that the network's first convolution expects. */
const NETWORK_RANGE = { low: -1, high: 1 };

/** Number of features that a network puts out per cell. */
export function featureCount(_network: FeatureNetwork): number {
  return MOBILENET_V2_FEATURES;
}

/**
 * Builds a network from grey radiographs [batch, 1, inputSize, inputSize] in 0..1 to its last map
 * [batch, features, rows, columns].
 *
 * Weights for colour images serve as they are: three equal channels through a convolution are one
 * channel through the sum of its filters.
 */
export function buildFeatures(grey: Value, network: FeatureNetwork, weights: Weights): Value {
  const { inputSize, enlargedSize, padding, outputStride } = network;
  const enlarged =
    enlargedSize === inputSize ? grey : resizeBilinear(grey, enlargedSize, enlargedSize);
  const x = toNetworkRange(enlarged);
  return mobileNetV2Features(x, greyStem(weights), { padding, outputStride });
}

/** Declares the graph's input, the same for every model. */
export function greyInput(
  graph: Graph,
  { inputSize }: FeatureNetwork,
  batch: number | "batch" = "batch",
): Value {
  return graph.input("grey", [batch, 1, inputSize, inputSize]);
}

function toNetworkRange(grey: Value): Value {
  const { low, high } = NETWORK_RANGE;
  const { graph } = grey;
  return sub(mul(grey, graph.constant(scalar(high - low))), graph.constant(scalar(-low)));
}

const STEM = "features.0.0.weight";
const STEM_SHAPE = { outputs: 32, channels: 3, taps: 9 };

function greyStem(weights: Weights): Weights {
  const { outputs, channels, taps } = STEM_SHAPE;
  const colour = weight(weights, STEM, [outputs, channels, 3, 3]).data;
  const grey = Float32Array.from({ length: outputs * taps }, (_, index) => {
    const start = Math.floor(index / taps) * channels * taps + (index % taps);
    return [0, 1, 2].reduce(
      (sum, channel) => sum + known(colour[start + channel * taps], "A filter"),
      0,
    );
  });
  return new Map(weights).set(STEM, float32([outputs, 1, 3, 3], grey));
}
