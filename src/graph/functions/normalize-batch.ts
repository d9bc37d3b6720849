import { withGradient } from "../function-gradient.ts";
import type { Value } from "../graph.ts";
import { expansionOf, normalizeExpansion } from "../normalize-expansion.ts";
import { once } from "../once.ts";
import * as operators from "../operators/index.ts";
import { besideMaps, dotPerChannel, sumPerChannel } from "../per-channel.ts";
import { scaled } from "../scaled.ts";
import { scaleAndShift, standardize, statisticsOf } from "../standardize.ts";
import { scalar } from "../tensor.ts";

const { add, batchNormalization, concat, div, mul, sqrt, sub } = operators;

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
 * Maps that were joined (`concat` along channels) are standardized one by one, each once in a graph however
 * often it is joined: the statistics of a channel don't depend on its neighbours. What a 1 x 1 convolution made
 * of much fewer channels is normalized without computing it first. Such an x passes no gradient on, what it was
 * made of does; a backward pass that is asked for the gradient of x itself refuses, unless `identity(x)` was given.
 *
 * Ioffe and Szegedy, "Batch Normalization", ICML 2015.
 */
export function normalizeBatch(
  x: Value,
  scale: Value,
  bias: Value,
  epsilon: number,
): NormalizedBatch {
  const { maps, joints } = joinedMaps(x);
  if (maps.length > 1) return normalizeJoined(maps, joints, scale, bias, epsilon);
  const expansion = expansionOf(x);
  if (expansion !== null) return normalizeExpansion(expansion, scale, bias, epsilon);
  const { mean, variance, count } = statisticsOf(x);
  const perChannel = (value: Value) => besideMaps(operators, value, x.shape.length);
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

/** Maps that were joined along their channels, and the values that they were joined to on the way. */
interface JoinedMaps {
  readonly maps: readonly Value[];
  readonly joints: readonly Value[];
}

/** What a value was joined of along its channels; itself where it was not. */
function joinedMaps(x: Value): JoinedMaps {
  const { producer } = x;
  if (producer?.operator.opType !== "Concat" || producer.attributes.axis !== 1)
    return { maps: [x], joints: [] };
  const parts = producer.inputs.flatMap((input) => (input === null ? [] : [joinedMaps(input)]));
  return {
    maps: parts.flatMap(({ maps }) => maps),
    joints: [x, ...parts.flatMap(({ joints }) => joints)],
  };
}

/** y = scale n + bias for n joined of standardized maps. Gradient: dn = scale dy, dscale = Σ dy n, dbias = Σ dy. */
function normalizeJoined(
  maps: readonly Value[],
  joints: readonly Value[],
  scale: Value,
  bias: Value,
  epsilon: number,
): NormalizedBatch {
  const parts = maps.map((map) => standardize(map, epsilon));
  const normal = concat(
    parts.map((part) => part.normal),
    1,
  );
  const y = withGradient(
    scaleAndShift(normal, scale, bias),
    [normal, scale, bias],
    (g, { outputGradients: [dy] }) => [
      () => mul(dy, besideMaps(g, scale, dy.shape.length)),
      () => dotPerChannel(g, dy, normal),
      () => sumPerChannel(g, dy),
    ],
    joints,
  );
  const joined = (statistics: readonly Value[]) => concat([...statistics], 0);
  return {
    y,
    mean: joined(parts.map(({ mean }) => mean)),
    variance: joined(parts.map(({ variance }) => variance)),
  };
}
