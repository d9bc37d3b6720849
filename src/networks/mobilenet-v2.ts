import type { Value } from "../graph/graph.ts";
import { add } from "../graph/operators/index.ts";
import { known } from "../graph/shape.ts";
import { convNorm, type FeatureOptions, type LayerSettings, relu6 } from "./blocks.ts";
import { linearClassifier } from "./classifier.ts";
import { type LimitedStride, limitStrides } from "./strides.ts";
import type { Weights } from "./weights.ts";

/** Number of channels of the last map. */
export const MOBILENET_V2_FEATURES = 1280;

/** Stages of inverted residual blocks: expansion, channels, blocks, stride of the first (table 2). */
const STAGES = [
  { expansion: 1, channels: 16, blocks: 1, stride: 1 },
  { expansion: 6, channels: 24, blocks: 2, stride: 2 },
  { expansion: 6, channels: 32, blocks: 3, stride: 2 },
  { expansion: 6, channels: 64, blocks: 4, stride: 2 },
  { expansion: 6, channels: 96, blocks: 3, stride: 1 },
  { expansion: 6, channels: 160, blocks: 3, stride: 2 },
  { expansion: 6, channels: 320, blocks: 1, stride: 1 },
] as const;

/** As in torchvision. */
const EPSILON = 1e-5;

/**
 * MobileNetV2 (width 1.0) up to its last map: images [batch, channels, height, width] to features
 * [batch, 1280, height / outputStride, width / outputStride].
 *
 * Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", CVPR 2018. Weights carry
 * torchvision's names (`features.0.0.weight` ..).
 */
export function mobileNetV2Features(
  x: Value,
  weights: Weights,
  options: FeatureOptions = {},
): Value {
  const { padding = "symmetric", outputStride = 32 } = options;
  const settings: LayerSettings = { weights, padding, epsilon: EPSILON };
  let y = relu6(
    convNorm(x, settings, "features.0.0", "features.0.1", { outputs: 32, kernel: 3, stride: 2 }),
  );
  const limit = limitStrides(outputStride, 2);
  let index = 1;
  for (const { expansion, channels, blocks, stride } of STAGES) {
    for (let block = 0; block < blocks; block++) {
      const shape = { expansion, channels, ...limit(block === 0 ? stride : 1) };
      y = invertedResidual(y, settings, `features.${index++}`, shape);
    }
  }
  return relu6(
    convNorm(y, settings, "features.18.0", "features.18.1", {
      outputs: MOBILENET_V2_FEATURES,
      kernel: 1,
    }),
  );
}

/** MobileNetV2 with its linear classifier: images to logits [batch, classes]. Dropout does nothing here. */
export function mobileNetV2(
  x: Value,
  weights: Weights,
  classes: number,
  options: FeatureOptions = {},
): Value {
  return linearClassifier(
    mobileNetV2Features(x, weights, options),
    weights,
    "classifier.1",
    classes,
  );
}

interface InvertedResidual extends LimitedStride {
  readonly expansion: number;
  readonly channels: number;
}

/**
 * 1x1 expansion, 3x3 depthwise, 1x1 projection without activation; a shortcut where shapes allow.
 *
 * A block whose stride became 1 still uses the dilation of the blocks before it: its own depthwise
 * kernel meets a map that is not yet finer than it was trained for.
 */
function invertedResidual(
  x: Value,
  settings: LayerSettings,
  name: string,
  block: InvertedResidual,
): Value {
  const { expansion, channels, stride, dilation } = block;
  const inputs = known(x.shape[1], "The number of channels");
  const hidden = inputs * expansion;
  let layer = 0;
  let y = x;
  if (expansion !== 1) {
    y = relu6(
      convNorm(y, settings, `${name}.conv.0.0`, `${name}.conv.0.1`, { outputs: hidden, kernel: 1 }),
    );
    layer = 1;
  }
  const depthwise = { outputs: hidden, kernel: 3, stride, dilation, depthwise: true };
  y = relu6(convNorm(y, settings, `${name}.conv.${layer}.0`, `${name}.conv.${layer}.1`, depthwise));
  y = convNorm(y, settings, `${name}.conv.${layer + 1}`, `${name}.conv.${layer + 2}`, {
    outputs: channels,
    kernel: 1,
  });
  return stride === 1 && inputs === channels ? add(x, y) : y;
}
