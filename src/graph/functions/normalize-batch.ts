import { withGradient } from "../function-gradient.ts";
import type { Value } from "../graph.ts";
import { once } from "../once.ts";
import * as operators from "../operators/index.ts";
import { dotPerChannel, sumPerChannel } from "../per-channel.ts";
import { scaled } from "../scaled.ts";
import { elementCount, known } from "../shape.ts";
import { scalar } from "../tensor.ts";

const { add, batchNormalization, div, mul, reshape, sqrt, sub } = operators;

/** A normalized batch, and the statistics that it was normalized with, [channels] each. */
export interface NormalizedBatch {
  readonly y: Value;
  readonly mean: Value;
  /** Divided by the count; PyTorch's running variance is that times count / (count - 1). */
  readonly variance: Value;
}

/**
 * Batch normalization as in training: with mean and variance of the batch itself, per channel,
 * y = scale n + bias, n = (x - mean) / √(variance + epsilon).
 *
 * Gradient, with m elements per channel and r = 1 / √(variance + epsilon): dscale = Σ dy n, dbias = Σ dy,
 * dx = scale r dy - scale r (n dscale + dbias) / m. The latter term is a BatchNormalization of x as well, with
 * another scale and bias. Statistics that are asked for pass no gradient on.
 *
 * Made of sums and BatchNormalization with given statistics: ONNX's training_mode does the same on CPU and
 * CUDA only. Only x outlives the forward pass. The variance is that of the deviations, not E[x²] - mean², which
 * loses all digits where a channel varies little around a large mean.
 *
 * Ioffe and Szegedy, "Batch Normalization", ICML 2015.
 */
export function normalizeBatch(
  x: Value,
  scale: Value,
  bias: Value,
  epsilon: number,
): NormalizedBatch {
  const channels = known(x.shape[1], "The number of channels");
  const count = elementCount(x.shape) / channels;
  const perChannel = (value: Value) =>
    reshape(
      value,
      [...x.shape.keys()].map((axis) => (axis === 1 ? channels : 1)),
    );
  const mean = scaled(operators, sumPerChannel(operators, x), 1 / count);
  const deviations = sub(x, perChannel(mean));
  const variance = scaled(operators, dotPerChannel(operators, deviations, deviations), 1 / count);
  const y = withGradient(
    batchNormalization(x, { scale, bias, mean, variance }, epsilon),
    [x, scale, bias],
    (g, { outputGradients: [dy] }) => {
      const deviation = once(() => sqrt(add(variance, x.graph.constant(scalar(epsilon)))));
      const dbias = once(() => sumPerChannel(g, dy));
      const dscale = once(() => {
        const alongX = dotPerChannel(g, dy, x);
        return div(sub(alongX, mul(mean, dbias())), deviation());
      });
      return [
        () => {
          const slope = div(scale, deviation());
          const share = scaled(g, slope, -1 / count);
          const correction = { scale: mul(share, dscale()), bias: mul(share, dbias()) };
          const corrected = batchNormalization(x, { ...correction, mean, variance }, epsilon);
          return add(mul(dy, perChannel(slope)), corrected);
        },
        dscale,
        dbias,
      ];
    },
  );
  return { y, mean, variance };
}
