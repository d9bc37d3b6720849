import { silu } from "../graph/functions/index.ts";
import type { Value } from "../graph/graph.ts";
import { add, globalAveragePool, mul, sigmoid } from "../graph/operators/index.ts";
import { known } from "../graph/shape.ts";
import { convNorm, convolution, type FeatureOptions, type LayerSettings } from "./blocks.ts";
import { type LimitedStride, limitStrides } from "./strides.ts";
import type { Weights } from "./weights.ts";

/** Number of channels of the last map. */
export const EFFICIENTNET_B0_FEATURES = 1280;

/** Stages of blocks: expansion, depthwise kernel, channels, blocks, stride of the first (table 1). */
const STAGES = [
  { expansion: 1, kernel: 3, channels: 16, blocks: 1, stride: 1 },
  { expansion: 6, kernel: 3, channels: 24, blocks: 2, stride: 2 },
  { expansion: 6, kernel: 5, channels: 40, blocks: 2, stride: 2 },
  { expansion: 6, kernel: 3, channels: 80, blocks: 3, stride: 2 },
  { expansion: 6, kernel: 5, channels: 112, blocks: 3, stride: 1 },
  { expansion: 6, kernel: 5, channels: 192, blocks: 4, stride: 2 },
  { expansion: 6, kernel: 3, channels: 320, blocks: 1, stride: 1 },
] as const;

/** Channels of a block's input for each one that its squeeze-and-excitation thinks with. */
const REDUCTION = 4;

/** As in torchvision and timm; TensorFlow's own weights ("tf_efficientnet_b0") want 1e-3. */
const EPSILON = 1e-5;

/**
 * EfficientNet-B0 up to its last map: images [batch, 1 or 3, height, width] to features
 * [batch, 1280, height / outputStride, width / outputStride].
 *
 * Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML 2019. Weights
 * carry torchvision's names (`features.0.0.weight` ..). Stochastic depth does nothing here.
 */
export function efficientNetB0Features(
  x: Value,
  weights: Weights,
  { padding = "symmetric", outputStride = 32 }: FeatureOptions = {},
): Value {
  const settings: LayerSettings = { weights, padding, epsilon: EPSILON };
  const stem = { outputs: 32, kernel: 3, stride: 2 };
  let y = silu(convNorm(x, settings, "features.0.0", "features.0.1", stem));
  const limit = limitStrides(outputStride, 2);
  for (const [stage, { expansion, kernel, channels, blocks, stride }] of STAGES.entries()) {
    for (let block = 0; block < blocks; block++) {
      const shape = { expansion, kernel, channels, ...limit(block === 0 ? stride : 1) };
      y = excitedResidual(y, settings, `features.${stage + 1}.${block}.block`, shape);
    }
  }
  const head = { outputs: EFFICIENTNET_B0_FEATURES, kernel: 1 };
  return silu(convNorm(y, settings, "features.8.0", "features.8.1", head));
}

interface ExcitedResidual extends LimitedStride {
  readonly expansion: number;
  readonly kernel: number;
  readonly channels: number;
}

/**
 * MobileNetV2's block with squeeze-and-excitation on its wide, depthwise part ("MBConv"): expansion,
 * depthwise convolution, channels weighted, projection without activation; a shortcut where shapes allow.
 */
function excitedResidual(
  x: Value,
  settings: LayerSettings,
  name: string,
  block: ExcitedResidual,
): Value {
  const { expansion, kernel, channels, stride, dilation } = block;
  const inputs = known(x.shape[1], "The number of channels");
  const hidden = inputs * expansion;
  let layer = 0;
  const next = (y: Value, shape: Parameters<typeof convNorm>[4]) => {
    const own = `${name}.${layer++}`;
    return convNorm(y, settings, `${own}.0`, `${own}.1`, shape);
  };
  let y = expansion === 1 ? x : silu(next(x, { outputs: hidden, kernel: 1 }));
  y = silu(next(y, { outputs: hidden, kernel, stride, dilation, depthwise: true }));
  y = excite(y, settings, `${name}.${layer++}`, Math.floor(inputs / REDUCTION));
  y = next(y, { outputs: channels, kernel: 1 });
  return stride === 1 && inputs === channels ? add(y, x) : y;
}

/**
 * Squeeze-and-excitation: every channel times a number in 0..1 that two layers work out from the means of
 * all channels. Hu, Shen and Sun, "Squeeze-and-Excitation Networks", CVPR 2018.
 */
function excite(x: Value, settings: LayerSettings, name: string, narrow: number): Value {
  const outputs = known(x.shape[1], "The number of channels");
  const squeezed = convolution(globalAveragePool(x), settings, `${name}.fc1`, {
    outputs: narrow,
    kernel: 1,
    bias: true,
  });
  const wide = { outputs, kernel: 1, bias: true };
  return mul(x, sigmoid(convolution(silu(squeezed), settings, `${name}.fc2`, wide)));
}
