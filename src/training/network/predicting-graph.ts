import {
  dropout,
  Graph,
  globalAveragePool,
  linear,
  reshape,
  type Value,
} from "../../graph/index.ts";
import {
  buildFeatures,
  type FeatureNetwork,
  featureCount,
  greyInput,
  parameter,
  type Weights,
} from "../../networks/index.ts";

/** The last layer's name in the weights of a network that is being trained. */
export const HEAD = "head";

/** The input that multiplies the pooled features. */
export const DROPOUT = "dropout";

/**
 * A network as it predicts, from `grey` [batch, 1, size, size] to logits [batch, outputs], with dropout
 * before its last layer: what a training step is made from.
 */
export function predictingGraph(
  network: FeatureNetwork,
  weights: Weights,
  batchSize: number,
): { readonly graph: Graph; readonly logits: Value } {
  const graph = new Graph(network.architecture);
  const maps = buildFeatures(greyInput(graph, network, batchSize), network, weights);
  const features = reshape(globalAveragePool(maps), [batchSize, -1]);
  const count = featureCount(network);
  const outputs = weights.get(`${HEAD}.bias`)?.shape[0] ?? 0;
  const logits = linear(
    dropout(features, graph.input(DROPOUT, [batchSize, count])),
    parameter(graph, weights, `${HEAD}.weight`, [outputs, count]),
    parameter(graph, weights, `${HEAD}.bias`, [outputs]),
  );
  return { graph, logits };
}
