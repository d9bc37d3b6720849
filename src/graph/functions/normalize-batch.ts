import { withGradient } from "../function-gradient.ts";
import type { Value } from "../graph.ts";
import { once } from "../once.ts";
import {
  add,
  batchNormalization,
  div,
  mul,
  reduceMean,
  reshape,
  sqrt,
  sub,
} from "../operators/index.ts";
import { scaled } from "../scaled.ts";
import { elementCount, known } from "../shape.ts";
import { scalar } from "../tensor.ts";

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
 * dx = scale r (dy - dbias / m - n dscale / m). Statistics that are asked for pass no gradient on.
 *
 * Made of ReduceMean and BatchNormalization with given statistics: ONNX's training_mode does the same on CPU
 * and CUDA only. Only x outlives the forward pass.
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
  const axes = [...x.shape.keys()].filter((axis) => axis !== 1);
  const center = reduceMean(x, axes);
  const deviations = sub(x, center);
  const mean = reshape(center, [channels]);
  const variance = reduceMean(mul(deviations, deviations), axes, 0);
  const y = withGradient(
    batchNormalization(x, { scale, bias, mean, variance }, epsilon),
    [x, scale, bias],
    (g, { outputGradients: [dy] }) => {
      const count = elementCount(axes.map((axis) => x.shape[axis] ?? 1));
      const perChannel = (value: Value) => reshape(value, center.shape.map(Number));
      const deviation = once(() => sqrt(add(variance, x.graph.constant(scalar(epsilon)))));
      const centred = once(() => sub(x, center));
      const dbias = once(() => g.reduceSum(dy, axes, 0));
      const dscale = once(() => div(g.reduceSum(mul(dy, centred()), axes, 0), deviation()));
      return [
        () => {
          const slope = div(scale, deviation());
          const alongX = scaled(g, div(mul(slope, dscale()), deviation()), -1 / count);
          const constant = scaled(g, mul(slope, dbias()), -1 / count);
          const dx = add(mul(dy, perChannel(slope)), mul(centred(), perChannel(alongX)));
          return add(dx, perChannel(constant));
        },
        dscale,
        dbias,
      ];
    },
  );
  return { y, mean, variance };
}
