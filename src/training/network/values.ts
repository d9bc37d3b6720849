import type { Value } from "../../graph/graph.ts";
import { float32, type Tensor } from "../../graph/tensor.ts";
import type { Weights } from "../../networks/index.ts";

/** Where a tensor of a network lies in the flat array of all its values. */
export interface ValueRange {
  readonly name: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

/**
 * Which values a network has: first the parameters that an optimizer moves, then the statistics of batch
 * normalization, which follow the batches. One flat array of them serves optimizers, averages and
 * checkpoints; the training step reads and writes views of it.
 */
export interface ValueLayout {
  readonly parameters: readonly ValueRange[];
  readonly statistics: readonly ValueRange[];
  readonly parameterCount: number;
  readonly valueCount: number;
}

const STATISTIC = /\.running_(mean|var)$/;

/** The layout of a graph's weights: of its constants, those that a network's weights have by name. */
export function layoutOf(
  constants: readonly Value[],
  isWeight: (name: string) => boolean,
): ValueLayout {
  const weights = constants.filter(({ name }) => isWeight(name));
  const ordered = [
    ...weights.filter(({ name }) => !STATISTIC.test(name)),
    ...weights.filter(({ name }) => STATISTIC.test(name)),
  ];
  let reached = 0;
  const ranges = ordered.map(({ name, shape }): ValueRange => {
    const from = reached;
    reached += shape.reduce<number>((product, size) => product * Number(size), 1);
    return { name, shape: shape.map(Number), from, to: reached };
  });
  const parameters = ranges.filter(({ name }) => !STATISTIC.test(name));
  return {
    parameters,
    statistics: ranges.filter(({ name }) => STATISTIC.test(name)),
    parameterCount: parameters.at(-1)?.to ?? 0,
    valueCount: reached,
  };
}

/** The flat array that holds these tensors. */
export function valuesOf(
  { parameters, statistics, valueCount }: ValueLayout,
  constants: readonly Value[],
): Float32Array {
  const values = new Float32Array(valueCount);
  const byName = new Map(constants.map(({ name, constant }) => [name, constant]));
  for (const { name, from } of [...parameters, ...statistics])
    values.set((byName.get(name)?.data ?? []) as Float32Array, from);
  return values;
}

/** The tensors of a flat array, by name, as copies that later steps leave alone. */
export function weightsOf({ parameters, statistics }: ValueLayout, values: Float32Array): Weights {
  return new Map(
    [...parameters, ...statistics].map(({ name, shape, from, to }): [string, Tensor<"float32">] => [
      name,
      float32(shape, values.slice(from, to)),
    ]),
  );
}

/** The view of one tensor: changing it changes the flat array. */
export function viewOf({ shape, from, to }: ValueRange, values: Float32Array): Tensor<"float32"> {
  return float32(shape, values.subarray(from, to));
}
