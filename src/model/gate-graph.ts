import type { Graph, Value } from "../graph/graph.ts";
import { halfConstant } from "../graph/half-precision.ts";
import { add, matMul, mul, reduceSum, softmax, sub, transpose } from "../graph/operators/index.ts";
import { float32 } from "../graph/tensor.ts";
import type { LinearLayer } from "../networks/index.ts";
import { ModelError } from "./errors.ts";

/** What a gate has learned of a network's features. */
export interface GateWeights {
  /** From standardized features to the logits of `IMAGE_KINDS`. */
  readonly kinds: LinearLayer;
  /** Mean of every feature of the radiographs it learned from, and one standard deviation of all. */
  readonly mean: Float32Array;
  readonly deviation: number;
  /** Directions of most variance among standardized features, [components, features], of length 1 each. */
  readonly components: Float32Array;
  /** Variance along each, and the mean variance of what is left in all other directions. */
  readonly variances: Float32Array;
  readonly restVariance: number;
}

/**
 * Adds a gate's outputs to a graph that reads:
 * - `kinds` [batch, kinds], the probability of each of `IMAGE_KINDS`,
 * - `distance` [batch, 1], how far the features lie from those of the radiographs it learned from: Mahalanobis'
 *   distance squared under probabilistic principal components (Tipping and Bishop, 1999), divided by the number of
 *   features, so that 1 is usual.
 *
 * @throws ModelError `MODEL_INVALID` for a graph without the output `features`, or of another number of them.
 */
export function addGate(graph: Graph, gate: GateWeights): void {
  const { mean, deviation, components, variances, restVariance } = gate;
  const size = mean.length;
  const features = featuresOf(graph, size);
  const constant = (name: string, shape: readonly number[], data: ArrayLike<number>) =>
    graph.constant(float32(shape, Float32Array.from(data)), `gate.${name}`);
  const centred = sub(features, constant("mean", [size], mean));
  const standard = mul(centred, constant("scale", [1], [1 / deviation]));
  const { weight, bias } = gate.kinds;
  const logits = matMul(
    standard,
    transpose(halfConstant(graph, weight, "gate.kinds.weight"), [1, 0]),
  );
  graph.output("kinds", softmax(add(logits, graph.constant(bias, "gate.kinds.bias")), -1));
  const directions = float32([variances.length, size], components);
  const along = matMul(
    standard,
    transpose(halfConstant(graph, directions, "gate.components"), [1, 0]),
  );
  // A direction of its own variance v counts with 1 / v; the rest has already counted it with 1 / rest.
  const more = variances.map((variance) => (1 / variance - 1 / restVariance) / size);
  const kept = matMul(mul(along, along), constant("variances", [variances.length, 1], more));
  const all = reduceSum(mul(standard, standard), [1]);
  graph.output("distance", add(kept, mul(all, constant("rest", [1], [1 / (restVariance * size)]))));
}

function featuresOf(graph: Graph, wanted: number): Value {
  const features = graph.outputs.find(({ name }) => name === "features");
  if (features !== undefined && features.shape[1] === wanted) return features;
  throw new ModelError(
    "MODEL_INVALID",
    `The graph ${graph.name} has ${features === undefined ? "no output" : `${features.shape[1]}`} "features", where a gate for ${wanted} of them is to be added. Learn the gate from this very model.`,
    { graph: graph.name, wanted },
  );
}
