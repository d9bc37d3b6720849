import type { Graph, Value } from "../graph/graph.ts";
import { resizeBilinear } from "../graph/operators/index.ts";
import type { FeatureOptions, OutputStride, Padding } from "./blocks.ts";
import { DENSENET_121_FEATURES, densenet121Features } from "./densenet.ts";
import { type InputRange, isGreyRange, toInputRange } from "./input-range.ts";
import { MOBILENET_V2_FEATURES, mobileNetV2Features } from "./mobilenet-v2.ts";
import { type ResNetDepth, resnetFeatureCount, resnetFeatures } from "./resnet.ts";
import { type Stem, stemOfOneChannel } from "./stem.ts";
import type { Weights } from "./weights.ts";

/** What there is to know of a network to build it, and to find it in somebody's weights. */
export interface Architecture {
  /** Images [batch, channels, height, width] to the last map [batch, featureCount, rows, columns]. */
  readonly features: (x: Value, weights: Weights, options: FeatureOptions) => Value;
  readonly featureCount: number;
  readonly stem: Stem;
  /** The range that published weights of this network expect, unless something else is said. */
  readonly inputRange: InputRange;
  /** Rows and columns of the images that published weights were trained on. */
  readonly trainedSize: number;
}

/** Every network, by the name that torchvision gives it. */
export const ARCHITECTURES = {
  mobilenet_v2: {
    features: mobileNetV2Features,
    featureCount: MOBILENET_V2_FEATURES,
    stem: { name: "features.0.0.weight", outputs: 32, kernel: 3 },
    inputRange: "symmetric",
    trainedSize: 224,
  },
  densenet121: {
    features: densenet121Features,
    featureCount: DENSENET_121_FEATURES,
    stem: { name: "features.conv0.weight", outputs: 64, kernel: 7 },
    inputRange: "imagenet",
    trainedSize: 224,
  },
  resnet18: resnet(18),
  resnet34: resnet(34),
  resnet50: resnet(50),
} satisfies Readonly<Record<string, Architecture>>;

export type ArchitectureName = keyof typeof ARCHITECTURES;

/** A network up to its last map, and how grey becomes its input. */
export interface FeatureNetwork {
  readonly architecture: ArchitectureName;
  readonly padding: Padding;
  /** Input pixels per cell of the last map. */
  readonly outputStride: OutputStride;
  /** Rows and columns of the radiograph as it enters the graph. */
  readonly inputSize: number;
  /**
   * Rows and columns that the graph itself enlarges it to. A network trained on 128-pixel radiographs sees
   * the same detail whatever the size of the file, and still has a map of many cells.
   */
  readonly enlargedSize: number;
  /** The architecture's own if left out. */
  readonly inputRange?: InputRange;
}

/** Number of features that a network puts out per cell. */
export function featureCount({ architecture }: Pick<FeatureNetwork, "architecture">): number {
  return ARCHITECTURES[architecture].featureCount;
}

/**
 * Builds a network from grey radiographs [batch, 1, inputSize, inputSize] in 0..1 to its last map
 * [batch, features, rows, columns].
 *
 * Weights for colour images serve as they are, and so do those for one channel.
 */
export function buildFeatures(grey: Value, network: FeatureNetwork, weights: Weights): Value {
  const { architecture, inputSize, enlargedSize, padding, outputStride } = network;
  const { features, stem, inputRange } = ARCHITECTURES[architecture];
  const range = network.inputRange ?? inputRange;
  const enlarged =
    enlargedSize === inputSize ? grey : resizeBilinear(grey, enlargedSize, enlargedSize);
  const x = toInputRange(enlarged, range);
  const own = isGreyRange(range) ? stemOfOneChannel(weights, stem) : weights;
  return features(x, own, { padding, outputStride });
}

/** Declares the graph's input, the same for every model. */
export function greyInput(
  graph: Graph,
  { inputSize }: FeatureNetwork,
  batch: number | "batch" = "batch",
): Value {
  return graph.input("grey", [batch, 1, inputSize, inputSize]);
}

function resnet(depth: ResNetDepth): Architecture {
  return {
    features: (x, weights, options) => resnetFeatures(x, weights, depth, options),
    featureCount: resnetFeatureCount(depth),
    stem: { name: "conv1.weight", outputs: 64, kernel: 7 },
    inputRange: "imagenet",
    trainedSize: 224,
  };
}
