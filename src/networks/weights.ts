import type { Graph, Value } from "../graph/graph.ts";
import { elementCount, showShape } from "../graph/shape.ts";
import { float32, type Tensor } from "../graph/tensor.ts";
import { WeightsError } from "./errors.ts";

/** Named tensors of a network, under the names that PyTorch's torchvision gives them. */
export type Weights = ReadonlyMap<string, Tensor<"float32">>;

/**
 * Stands in for weights where only their names and shapes are of interest: it holds zeros of whatever shape a
 * network asks for, in the order that it asks in.
 */
export class RequestedWeights extends Map<string, Tensor<"float32">> {
  request(name: string, shape: readonly number[]): Tensor<"float32"> {
    const tensor = float32(shape, new Float32Array(elementCount(shape)));
    this.set(name, tensor);
    return tensor;
  }
}

/** A weight by its name; throws `WEIGHT_MISSING` or `WEIGHT_SHAPE` where the network needs another one. */
export function weight(
  weights: Weights,
  name: string,
  shape: readonly number[],
): Tensor<"float32"> {
  if (weights instanceof RequestedWeights) return weights.request(name, shape);
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
