import type { Value } from "../graph/graph.ts";
import {
  batchNormalization,
  type ConvOptions,
  clip,
  conv,
  maxPool,
} from "../graph/operators/index.ts";
import { known } from "../graph/shape.ts";
import { parameter, type Weights } from "./weights.ts";

/**
 * Which zeros a convolution with stride sees around the image. "symmetric" is PyTorch's habit,
 * "tensorflow" its SAME padding, which for even sizes and stride 2 pads after the image only. Weights
 * must run with the padding that they were trained with.
 */
export type Padding = "symmetric" | "tensorflow";

/** How many input pixels one cell of a network's last map stands for; 32 by design of them all. */
export type OutputStride = 8 | 16 | 32;

/** Choices that leave the weights of a network as they are. */
export interface FeatureOptions {
  readonly padding?: Padding;
  /**
   * With 16 or 8 the last strides become dilations: the same weights, finer maps, more work. Yu and
   * Koltun, "Multi-Scale Context Aggregation by Dilated Convolutions", ICLR 2016.
   */
  readonly outputStride?: OutputStride;
}

/** A convolution of a square kernel. */
export interface ConvolutionShape {
  readonly outputs: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly dilation?: number;
  /** One filter per channel instead of one per pair of input and output channel. */
  readonly depthwise?: boolean;
  /** Whether a number per output is added; none where batch normalization follows. */
  readonly bias?: boolean;
}

/** What all layers of one network share. */
export interface LayerSettings {
  readonly weights: Weights;
  readonly padding: Padding;
  /** The small number that batch normalization adds to the variance. */
  readonly epsilon: number;
}

/** Convolution with the filters `${name}.weight`, and `${name}.bias` where it has one. */
export function convolution(
  x: Value,
  settings: LayerSettings,
  name: string,
  shape: ConvolutionShape,
): Value {
  const { outputs, kernel, stride = 1, dilation = 1, depthwise = false } = shape;
  const channels = known(x.shape[1], "The number of channels");
  const filter = parameter(x.graph, settings.weights, `${name}.weight`, [
    outputs,
    depthwise ? 1 : channels,
    kernel,
    kernel,
  ]);
  const bias = shape.bias ? parameter(x.graph, settings.weights, `${name}.bias`, [outputs]) : null;
  const options: ConvOptions = {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads: pads(x, shape, settings.padding),
    dilations: [dilation, dilation],
    group: depthwise ? channels : 1,
  };
  return conv(x, filter, options, bias);
}

/** Convolution `${filters}.weight`, then batch normalization under the name `normalization`. */
export function convNorm(
  x: Value,
  settings: LayerSettings,
  filters: string,
  normalization: string,
  shape: ConvolutionShape,
): Value {
  return norm(convolution(x, settings, filters, shape), settings, normalization);
}

/** Max pooling 3 x 3 with stride 2, the end of DenseNet's and ResNet's stem. */
export function stemPool(x: Value, { padding }: LayerSettings): Value {
  const shape = { kernel: 3, stride: 2 };
  return maxPool(x, { kernel_shape: [3, 3], strides: [2, 2], pads: pads(x, shape, padding) });
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

type Window = Pick<ConvolutionShape, "kernel" | "stride" | "dilation">;

/** Cells around the image: above, left, below, right. */
function pads(x: Value, window: Window, padding: Padding): [number, number, number, number] {
  const [top, bottom] = padsOf(known(x.shape[2], "The image height"), window, padding);
  const [left, right] = padsOf(known(x.shape[3], "The image width"), window, padding);
  return [top, left, bottom, right];
}

function padsOf(
  size: number,
  { kernel, stride = 1, dilation = 1 }: Window,
  padding: Padding,
): [before: number, after: number] {
  const reach = dilation * (kernel - 1);
  if (padding === "symmetric") return [Math.floor(reach / 2), Math.floor(reach / 2)];
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + reach + 1 - size, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}
