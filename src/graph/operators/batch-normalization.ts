import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { once } from "../once.ts";
import { defineOperator } from "../operator.ts";
import { scaled } from "../scaled.ts";
import { known, type Shape, sameShape } from "../shape.ts";
import { scalar } from "../tensor.ts";

/** What a trained batch normalization knows of each channel; all of shape [channels]. */
export interface BatchStatistics {
  readonly scale: Value;
  readonly bias: Value;
  readonly mean: Value;
  readonly variance: Value;
}

/**
 * Batch normalization with stored statistics, per channel:
 * y = scale * (x - mean) / sqrt(variance + epsilon) + bias.
 *
 * Gradient, with r = 1 / sqrt(variance + epsilon) and n = (x - mean) r: dx = dy scale r, dscale = Σ dy n,
 * dbias = Σ dy, dmean = -scale r Σ dy, dvariance = -scale r² / 2 Σ dy n. Statistics of the batch itself are
 * the business of `normalizeBatch`, in `graph/functions`.
 *
 * Ioffe and Szegedy, "Batch Normalization", ICML 2015.
 */
export const BatchNormalization = defineOperator("BatchNormalization", {
  inputs: 5,
  attributes: { epsilon: "float", momentum: "float", training_mode: "int" },
  shape: ({ shapes: [x = [], ...statistics] }) => {
    const [, channels] = x;
    if (channels === undefined || !statistics.every((shape) => sameShape(shape, [channels]))) {
      throw new GraphError(
        "SHAPE_MISMATCH",
        `Scale, bias, mean and variance must each have shape [${channels ?? "channels"}].`,
        { x, statistics },
      );
    }
    return [x];
  },
  gradient: (g, { inputs: [x, scale, , mean, variance], outputGradients: [dy], attributes }) => {
    const { epsilon = 1e-5, training_mode = 0 } = attributes;
    refuseTraining(training_mode);
    const perChannel = (value: Value) => g.reshape(value, perChannelShape(x.shape));
    const axes = [...x.shape.keys()].filter((axis) => axis !== 1);
    const sum = (value: Value) => g.reduceSum(value, axes, 0);
    const deviation = once(() => g.sqrt(g.add(variance, x.graph.constant(scalar(epsilon)))));
    const slope = once(() => g.div(scale, deviation()));
    const dbias = once(() => sum(dy));
    const dscale = once(() => g.div(sum(g.mul(dy, g.sub(x, perChannel(mean)))), deviation()));
    return [
      () => g.mul(dy, perChannel(slope())),
      dscale,
      dbias,
      () => g.neg(g.mul(slope(), dbias())),
      () => scaled(g, g.div(g.mul(slope(), dscale()), deviation()), -1 / 2),
    ];
  },
});

export function batchNormalization(
  x: Value,
  { scale, bias, mean, variance }: BatchStatistics,
  epsilon: number,
): Value {
  return BatchNormalization.call([x, scale, bias, mean, variance], { epsilon });
}

/** A shape in which a value per channel meets maps: [1, channels, 1, ..]. */
function perChannelShape(x: Shape): number[] {
  return x.map((size, axis) => (axis === 1 ? known(size, "The number of channels") : 1));
}

function refuseTraining(mode: number): void {
  if (mode === 0) return;
  throw new GraphError(
    "GRAPH_MISUSE",
    "BatchNormalization with training_mode has no gradient rule, and WebGPU does not run it: use normalizeBatch.",
    { mode },
  );
}
