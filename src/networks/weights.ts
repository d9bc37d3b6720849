import type { Graph, Value } from "../graph/graph.ts";
import { showShape } from "../graph/shape.ts";
import type { Tensor } from "../graph/tensor.ts";
import { WeightsError } from "./errors.ts";

/** Named tensors of a network, under the names that PyTorch's torchvision gives them. */
export type Weights = ReadonlyMap<string, Tensor<"float32">>;

/** A weight by its name; throws `WEIGHT_MISSING` or `WEIGHT_SHAPE` where the network needs another one. */
export function weight(
  weights: Weights,
  name: string,
  shape: readonly number[],
): Tensor<"float32"> {
  const tensor = weights.get(name);
  if (tensor === undefined) {
    throw new WeightsError(
      "WEIGHT_MISSING",
      `The weights have no tensor "${name}". They hold ${weights.size} tensors, which probably belong to another network.`,
      { name },
    );
  }
  if (showShape(tensor.shape) !== showShape(shape)) {
    throw new WeightsError(
      "WEIGHT_SHAPE",
      `The tensor "${name}" has shape ${showShape(tensor.shape)}, but the network needs ${showShape(shape)}.`,
      { name, shape: tensor.shape, expected: shape },
    );
  }
  return tensor;
}

/** Puts a weight into a graph under its own name. */
export function parameter(
  graph: Graph,
  weights: Weights,
  name: string,
  shape: readonly number[],
): Value {
  return graph.constant(weight(weights, name, shape), name);
}
