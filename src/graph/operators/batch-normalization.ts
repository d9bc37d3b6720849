import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameShape } from "../shape.ts";

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
});

export function batchNormalization(
  x: Value,
  { scale, bias, mean, variance }: BatchStatistics,
  epsilon: number,
): Value {
  return BatchNormalization.call([x, scale, bias, mean, variance], { epsilon });
}
