import type { Value } from "../graph/graph.ts";
import { add, relu } from "../graph/operators/index.ts";
import { known } from "../graph/shape.ts";
import { convNorm, type FeatureOptions, type LayerSettings, stemPool } from "./blocks.ts";
import { type LimitedStride, limitStrides } from "./strides.ts";
import type { Weights } from "./weights.ts";

/** One of the ResNets of He et al., by its number of layers with weights. */
export type ResNetDepth = 18 | 34 | 50;

interface Design {
  /** Blocks of the four stages (table 1). */
  readonly blocks: readonly [number, number, number, number];
  /** Two 3 x 3 convolutions, or 1 x 1, 3 x 3 and 1 x 1 with four times the channels at the end. */
  readonly bottleneck: boolean;
}

const DESIGNS: Readonly<Record<ResNetDepth, Design>> = {
  18: { blocks: [2, 2, 2, 2], bottleneck: false },
  34: { blocks: [3, 4, 6, 3], bottleneck: false },
  50: { blocks: [3, 4, 6, 3], bottleneck: true },
};

const STEM_CHANNELS = 64;
const EXPANSION = 4;

/** As in torchvision. */
const EPSILON = 1e-5;

/** Number of channels of the last map. */
export function resnetFeatureCount(depth: ResNetDepth): number {
  return 8 * STEM_CHANNELS * (DESIGNS[depth].bottleneck ? EXPANSION : 1);
}

/**
 * ResNet up to its last map: images [batch, 1 or 3, height, width] to features
 * [batch, 512 or 2048, height / outputStride, width / outputStride].
 *
 * He et al., "Deep Residual Learning for Image Recognition", CVPR 2016; strides are on the 3 x 3
 * convolution of a bottleneck, as in torchvision ("v1.5"). Weights carry torchvision's names
 * (`conv1.weight`, `layer1.0.conv1.weight` ..).
 */
export function resnetFeatures(
  x: Value,
  weights: Weights,
  depth: ResNetDepth,
  { padding = "symmetric", outputStride = 32 }: FeatureOptions = {},
): Value {
  const settings: LayerSettings = { weights, padding, epsilon: EPSILON };
  const { blocks, bottleneck } = DESIGNS[depth];
  const stem = { outputs: STEM_CHANNELS, kernel: 7, stride: 2 };
  let y = stemPool(relu(convNorm(x, settings, "conv1", "bn1", stem)), settings);
  const limit = limitStrides(outputStride, 4);
  for (const [stage, count] of blocks.entries()) {
    for (let block = 0; block < count; block++) {
      const name = `layer${stage + 1}.${block}`;
      const stride = limit(block === 0 && stage > 0 ? 2 : 1);
      const shape = { width: STEM_CHANNELS * 2 ** stage, ...stride };
      y = bottleneck
        ? bottleneckBlock(y, settings, name, shape)
        : basicBlock(y, settings, name, shape);
    }
  }
  return y;
}

interface BlockShape extends LimitedStride {
  readonly width: number;
}

function basicBlock(x: Value, settings: LayerSettings, name: string, shape: BlockShape): Value {
  const { width, stride, dilation, after } = shape;
  const first = { outputs: width, kernel: 3, stride, dilation };
  const second = { outputs: width, kernel: 3, dilation: after };
  let y = relu(convNorm(x, settings, `${name}.conv1`, `${name}.bn1`, first));
  y = convNorm(y, settings, `${name}.conv2`, `${name}.bn2`, second);
  return relu(add(y, shortcut(x, settings, name, width, stride)));
}

function bottleneckBlock(
  x: Value,
  settings: LayerSettings,
  name: string,
  shape: BlockShape,
): Value {
  const { width, stride, dilation } = shape;
  const outputs = width * EXPANSION;
  const middle = { outputs: width, kernel: 3, stride, dilation };
  let y = relu(
    convNorm(x, settings, `${name}.conv1`, `${name}.bn1`, { outputs: width, kernel: 1 }),
  );
  y = relu(convNorm(y, settings, `${name}.conv2`, `${name}.bn2`, middle));
  y = convNorm(y, settings, `${name}.conv3`, `${name}.bn3`, { outputs, kernel: 1 });
  return relu(add(y, shortcut(x, settings, name, outputs, stride)));
}

/** What a block adds to: its input, or a projection where sizes change. */
function shortcut(
  x: Value,
  settings: LayerSettings,
  name: string,
  outputs: number,
  stride: number,
): Value {
  const channels = known(x.shape[1], "The number of channels");
  if (stride === 1 && channels === outputs) return x;
  const shape = { outputs, kernel: 1, stride };
  return convNorm(x, settings, `${name}.downsample.0`, `${name}.downsample.1`, shape);
}
