import type { Graph, Value } from "../graph/graph.ts";
import { resizeBilinear } from "../graph/operators/index.ts";
import type { FeatureOptions, OutputStride, Padding } from "./blocks.ts";
import { DENSENET_121_FEATURES, densenet121Features } from "./densenet.ts";
import { EFFICIENTNET_B0_FEATURES, efficientNetB0Features } from "./efficientnet.ts";
import { type InputRange, isGreyRange, toInputRange } from "./input-range.ts";
import { MOBILENET_V2_FEATURES, mobileNetV2Features } from "./mobilenet-v2.ts";
import { type ResNetDepth, resnetFeatureCount, resnetFeatures } from "./resnet.ts";
import { type Stem, stemOfOneChannel } from "./stem.ts";
import { VIT_PATCH, VIT_TINY_FEATURES, VIT_TINY_LAYERS, vitTinyFeatures } from "./vit.ts";
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
  /** Its layers in order of depth, stem first: what the names of each group's tensors begin with. */
  readonly stages: readonly (readonly string[])[];
  /** What torchvision or timm calls the linear layer behind the last map. */
  readonly classifier: string;
  /** What that layer sees in published weights; ours see the mean of the last map. */
  readonly publishedPooling: "mean" | "class-token";
}

/** Every network, by the name that torchvision gives it, or timm where torchvision has none. */
export const ARCHITECTURES = {
  mobilenet_v2: {
    features: mobileNetV2Features,
    featureCount: MOBILENET_V2_FEATURES,
    stem: { name: "features.0.0.weight", outputs: 32, kernel: 3 },
    inputRange: "symmetric",
    trainedSize: 224,
    stages: [
      ["features.0."],
      ["features.1."],
      counted("features.", 2, 3),
      counted("features.", 4, 6),
      counted("features.", 7, 10),
      counted("features.", 11, 13),
      counted("features.", 14, 16),
      ["features.17."],
      ["features.18."],
    ],
    classifier: "classifier.1",
    publishedPooling: "mean",
  },
  densenet121: {
    features: densenet121Features,
    featureCount: DENSENET_121_FEATURES,
    stem: { name: "features.conv0.weight", outputs: 64, kernel: 7 },
    inputRange: "imagenet",
    trainedSize: 224,
    stages: [
      ["features.conv0.", "features.norm0."],
      ["features.denseblock1.", "features.transition1."],
      ["features.denseblock2.", "features.transition2."],
      ["features.denseblock3.", "features.transition3."],
      ["features.denseblock4.", "features.norm5."],
    ],
    classifier: "classifier",
    publishedPooling: "mean",
  },
  resnet18: resnet(18),
  resnet34: resnet(34),
  resnet50: resnet(50),
  efficientnet_b0: {
    features: efficientNetB0Features,
    featureCount: EFFICIENTNET_B0_FEATURES,
    stem: { name: "features.0.0.weight", outputs: 32, kernel: 3 },
    inputRange: "imagenet",
    trainedSize: 224,
    stages: counted("features.", 0, 8).map((stage) => [stage]),
    classifier: "classifier.1",
    publishedPooling: "mean",
  },
  vit_tiny_patch16_224: {
    features: vitTinyFeatures,
    featureCount: VIT_TINY_FEATURES,
    stem: { name: "patch_embed.proj.weight", outputs: VIT_TINY_FEATURES, kernel: VIT_PATCH },
    inputRange: "symmetric",
    trainedSize: 224,
    stages: [
      ["patch_embed.", "cls_token", "pos_embed"],
      ...counted("blocks.", 0, VIT_TINY_LAYERS - 1).map((block) => [block]),
      ["norm."],
    ],
    classifier: "head",
    publishedPooling: "class-token",
  },
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
    stages: [["conv1.", "bn1."], ...counted("layer", 1, 4).map((layer) => [layer])],
    classifier: "fc",
    publishedPooling: "mean",
  };
}

/** Modules by their numbers: `counted("layer", 1, 2)` is `layer1.`, `layer2.`. */
function counted(name: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${name}${first + index}.`);
}
