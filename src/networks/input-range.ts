import type { Value } from "../graph/graph.ts";
import { mul, sub } from "../graph/operators/index.ts";
import { float32, scalar, type Tensor } from "../graph/tensor.ts";

/**
 * What a network's first convolution expects of grey values from 0 to 1: (grey - mean) / deviation, for
 * each colour channel or for all of them alike.
 *
 * - `symmetric`: -1 to 1, the habit of TensorFlow's MobileNets.
 * - `imagenet`: mean and deviation of ImageNet's red, green and blue, as all of torchvision's networks.
 * - `torchxrayvision`: -1024 to 1024 (its `datasets.normalize`).
 */
export const INPUT_RANGES = {
  symmetric: { mean: [0.5], deviation: [0.5] },
  imagenet: { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] },
  torchxrayvision: { mean: [0.5], deviation: [1 / 2048] },
} as const;

export type InputRange = keyof typeof INPUT_RANGES;

/** Whether all channels get the same values, so that one channel can stand for them. */
export function isGreyRange(range: InputRange): boolean {
  return INPUT_RANGES[range].mean.length === 1;
}

/** Brings grey [batch, 1, ..] from 0..1 to a network's range: one channel, or three that differ. */
export function toInputRange(grey: Value, range: InputRange): Value {
  const { mean, deviation } = INPUT_RANGES[range];
  const scale = deviation.map((value) => 1 / value);
  const shift = mean.map((value, channel) => value * (scale[channel] ?? 1));
  const { graph } = grey;
  return sub(mul(grey, graph.constant(perChannel(scale))), graph.constant(perChannel(shift)));
}

function perChannel(values: readonly number[]): Tensor<"float32"> {
  const [only = 0] = values;
  return values.length === 1 ? scalar(only) : float32([1, values.length, 1, 1], values);
}
