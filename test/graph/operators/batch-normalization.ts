import fc from "fast-check";
import {
  BatchNormalization,
  batchNormalization,
  float32,
  type Value,
} from "../../../src/graph/index.ts";
import { at, type OperatorCase, positions, size } from "./example.ts";

/** A network's statistics are constants; variances must not be negative. */
function build(
  x: Value,
  scale: Value,
  bias: Value,
  mean: Value,
  channels: number,
  epsilon: number,
) {
  const variance = x.graph.constant(float32([channels], varianceOf(channels)));
  return batchNormalization(x, { scale, bias, mean, variance }, epsilon);
}

/** Far from 1, and small enough in places for epsilon to matter. */
function varianceOf(channels: number): number[] {
  return Array.from({ length: channels }, (_, channel) => [0.01, 0.3, 2.5][channel % 3] ?? 1);
}

export default {
  opType: "BatchNormalization",
  batched: true,
  examples: fc
    .tuple(size, size, size, size, fc.constantFrom(1e-5, 1e-3, 0.1))
    .map(([batch, channels, rows, columns, epsilon]) => ({
      inputs: [[batch, channels, rows, columns], [channels], [channels], [channels]],
      build: (x, scale, bias, mean) => build(x, scale, bias, mean, channels, epsilon),
      expected: (x, scale, bias, mean) =>
        positions(x.shape).map((position) => {
          const channel = [position[1] ?? 0];
          const variance = varianceOf(channels)[channel[0] ?? 0] ?? Number.NaN;
          const normalized = (at(x, position) - at(mean, channel)) / Math.sqrt(variance + epsilon);
          return at(scale, channel) * normalized + at(bias, channel);
        }),
    })),
  refusals: {
    "statistics of another length": {
      inputs: [[2, 3, 4, 4], [3], [3], [4]],
      build: (x, scale, bias, mean) => build(x, scale, bias, mean, 3, 1e-5),
    },
    "a statistic too few": {
      inputs: [[2, 3, 4, 4], [3], [3], [3]],
      build: (...inputs) => BatchNormalization.call(inputs),
    },
    "no channels": {
      inputs: [[3], [3], [3], [3], [3]],
      build: (...inputs) => BatchNormalization.call(inputs),
    },
  },
} satisfies OperatorCase;
