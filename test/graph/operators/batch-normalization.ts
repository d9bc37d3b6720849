import fc from "fast-check";
import { BatchNormalization, batchNormalization, type Value } from "../../../src/graph/index.ts";
import { at, type OperatorCase, positions, type Range, size } from "./example.ts";

/** Far from 1, and small enough for epsilon to matter. */
const VARIANCES: Range = [0.02, 2.5];

function withStatistics(
  x: Value,
  scale: Value,
  bias: Value,
  mean: Value,
  variance: Value,
  epsilon = 1e-5,
) {
  return batchNormalization(x, { scale, bias, mean, variance }, epsilon);
}

export default {
  opType: "BatchNormalization",
  batched: true,
  examples: fc
    .tuple(size, size, size, size, fc.constantFrom(1e-5, 1e-3, 0.1))
    .map(([batch, channels, rows, columns, epsilon]) => ({
      inputs: [[batch, channels, rows, columns], [channels], [channels], [channels], [channels]],
      ranges: [undefined, undefined, undefined, undefined, VARIANCES],
      build: (x, scale, bias, mean, variance) =>
        withStatistics(x, scale, bias, mean, variance, epsilon),
      expected: (x, scale, bias, mean, variance) =>
        positions(x.shape).map((position) => {
          const channel = [position[1] ?? 0];
          const deviation = Math.sqrt(at(variance, channel) + epsilon);
          const normalized = (at(x, position) - at(mean, channel)) / deviation;
          return at(scale, channel) * normalized + at(bias, channel);
        }),
    })),
  refusals: {
    "statistics of another length": {
      inputs: [[2, 3, 4, 4], [3], [3], [4], [3]],
      build: (x, scale, bias, mean, variance) => withStatistics(x, scale, bias, mean, variance),
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
