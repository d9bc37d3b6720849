import type { Value } from "../graph/graph.ts";
import { batchNormalization, clip, conv } from "../graph/operators/index.ts";
import { known } from "../graph/shape.ts";
import { parameter, type Weights } from "./weights.ts";

/**
 * Which zeros a convolution with stride sees around the image. "symmetric" is PyTorch's habit,
 * "tensorflow" its SAME padding, which for even sizes and stride 2 pads after the image only. Weights
 * must run with the padding that they were trained with.
 */
export type Padding = "symmetric" | "tensorflow";

/** A convolution without bias, of a square kernel. */
export interface ConvolutionShape {
  readonly outputs: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly dilation?: number;
  /** One filter per channel instead of one per pair of input and output channel. */
  readonly depthwise?: boolean;
}

/** What all layers of one network share. */
export interface LayerSettings {
  readonly weights: Weights;
  readonly padding: Padding;
  /** The small number that batch normalization adds to the variance. */
  readonly epsilon: number;
}

/** Convolution `${convolution}.weight`, then batch normalization under the name `normalization`. */
export function convNorm(
  x: Value,
  settings: LayerSettings,
  convolution: string,
  normalization: string,
  shape: ConvolutionShape,
): Value {
  const { outputs, kernel, stride = 1, dilation = 1, depthwise = false } = shape;
  const channels = known(x.shape[1], "The number of channels");
  const filter = parameter(x.graph, settings.weights, `${convolution}.weight`, [
    outputs,
    depthwise ? 1 : channels,
    kernel,
    kernel,
  ]);
  const [top, bottom] = zeros(known(x.shape[2], "The image height"), shape, settings.padding);
  const [left, right] = zeros(known(x.shape[3], "The image width"), shape, settings.padding);
  const y = conv(x, filter, {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads: [top, left, bottom, right],
    dilations: [dilation, dilation],
    group: depthwise ? channels : 1,
  });
  return norm(y, settings, normalization);
}

/** Batch normalization with the stored statistics of every channel. */
export function norm(x: Value, { weights, epsilon }: LayerSettings, name: string): Value {
  const channels = known(x.shape[1], "The number of channels");
  const statistic = (suffix: string) =>
    parameter(x.graph, weights, `${name}.${suffix}`, [channels]);
  return batchNormalization(
    x,
    {
      scale: statistic("weight"),
      bias: statistic("bias"),
      mean: statistic("running_mean"),
      variance: statistic("running_var"),
    },
    epsilon,
  );
}

/** ReLU that stops at 6, y = min(max(x, 0), 6). Howard et al., "MobileNets", 2017. */
export function relu6(x: Value): Value {
  return clip(x, 0, 6);
}

function zeros(
  size: number,
  { kernel, stride = 1, dilation = 1 }: ConvolutionShape,
  padding: Padding,
): [before: number, after: number] {
  const reach = dilation * (kernel - 1);
  if (padding === "symmetric") return [Math.floor(reach / 2), Math.floor(reach / 2)];
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + reach + 1 - size, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}
