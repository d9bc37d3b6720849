import type { Value } from "../graph/graph.ts";
import { averagePool, concat, conv, relu, repeatEdge } from "../graph/operators/index.ts";
import { known } from "../graph/shape.ts";
import { float32 } from "../graph/tensor.ts";
import {
  convNorm,
  convolution,
  type FeatureOptions,
  type LayerSettings,
  norm,
  stemPool,
} from "./blocks.ts";
import type { Weights } from "./weights.ts";

/** Number of channels of DenseNet-121's last map. */
export const DENSENET_121_FEATURES = 1024;

/** Layers of each dense block (table 1, DenseNet-121). */
const BLOCKS = [6, 12, 24, 16] as const;
const STEM_CHANNELS = 64;
/** Channels that each layer adds to what it sees ("k"), and those of its bottleneck. */
const GROWTH = 32;
const BOTTLENECK = 4 * GROWTH;

/** As in torchvision. */
const EPSILON = 1e-5;

/**
 * DenseNet-121 up to its last map, ReLU included: images [batch, 1 or 3, height, width] to features
 * [batch, 1024, height / outputStride, width / outputStride].
 *
 * Huang et al., "Densely Connected Convolutional Networks", CVPR 2017. Weights carry torchvision's names
 * (`features.conv0.weight` ..).
 */
export function densenet121Features(
  x: Value,
  weights: Weights,
  { padding = "symmetric", outputStride = 32 }: FeatureOptions = {},
): Value {
  const settings: LayerSettings = { weights, padding, epsilon: EPSILON };
  const stem = { outputs: STEM_CHANNELS, kernel: 7, stride: 2 };
  let y = relu(convNorm(x, settings, "features.conv0", "features.norm0", stem));
  y = stemPool(y, settings);
  let reached = 4;
  let dilation = 1;
  for (const [index, layers] of BLOCKS.entries()) {
    y = denseBlock(y, settings, `features.denseblock${index + 1}`, layers, dilation);
    if (index === BLOCKS.length - 1) break;
    const name = `features.transition${index + 1}`;
    y = relu(norm(y, settings, `${name}.norm`));
    if (reached < outputStride) {
      // Means of products are products of means: the same as after the convolution, for a quarter of its work.
      y = compress(averagePool(y, { kernel_shape: [2, 2], strides: [2, 2] }), settings, name);
      reached *= 2;
    } else {
      y = averageAtEveryShift(compress(y, settings, name), dilation);
      dilation *= 2;
    }
  }
  return relu(norm(y, settings, "features.norm5"));
}

/** Layers that each see what all layers before them put out. */
function denseBlock(
  x: Value,
  settings: LayerSettings,
  name: string,
  layers: number,
  dilation: number,
): Value {
  const seen = [x];
  for (let layer = 1; layer <= layers; layer++) {
    const prefix = `${name}.denselayer${layer}`;
    const all = seen.length === 1 ? x : concat(seen, 1);
    const bottleneck = convNorm(
      relu(norm(all, settings, `${prefix}.norm1`)),
      settings,
      `${prefix}.conv1`,
      `${prefix}.norm2`,
      { outputs: BOTTLENECK, kernel: 1 },
    );
    const shape = { outputs: GROWTH, kernel: 3, dilation };
    seen.push(convolution(relu(bottleneck), settings, `${prefix}.conv2`, shape));
  }
  return concat(seen, 1);
}

/** The convolution of a transition: half as many channels. */
function compress(x: Value, settings: LayerSettings, name: string): Value {
  const outputs = known(x.shape[1], "The number of channels") / 2;
  return convolution(x, settings, `${name}.conv`, { outputs, kernel: 1 });
}

/**
 * The 2 x 2 mean of a transition without its stride, over cells as far apart as they are by `dilation`.
 * At every second cell it is what pooling with stride gives; beyond the last cell the border's go on.
 */
function averageAtEveryShift(x: Value, dilation: number): Value {
  const channels = known(x.shape[1], "The number of channels");
  const quarter = float32([channels, 1, 2, 2], new Float32Array(channels * 4).fill(1 / 4));
  return conv(repeatEdge(x, dilation, dilation), x.graph.constant(quarter), {
    kernel_shape: [2, 2],
    dilations: [dilation, dilation],
    group: channels,
  });
}
