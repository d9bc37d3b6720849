import { linearGradCam } from "../explanation/index.ts";
import { Graph } from "../graph/graph.ts";
import { globalAveragePool, linear, reshape } from "../graph/operators/index.ts";
import {
  buildFeatures,
  type FeatureNetwork,
  greyInput,
  type LinearLayer,
  type Weights,
} from "../networks/index.ts";

/**
 * The graph that ships: grey radiographs [batch, 1, size, size] in 0..1 to
 * - `logits` [batch, 14], uncalibrated, in the order of the findings,
 * - `abnormal` [batch, 1], the uncalibrated logit of "any finding", where there is a layer for it,
 * - `heatmaps` [batch, 14, rows, columns], Grad-CAM of the last map,
 * - `features` [batch, features], the pooled last map.
 */
export function readingGraph(
  network: FeatureNetwork,
  weights: Weights,
  findings: LinearLayer,
  abnormal: LinearLayer | null,
): Graph {
  const graph = new Graph(network.architecture);
  const maps = buildFeatures(greyInput(graph, network), network, weights);
  const features = reshape(globalAveragePool(maps), [0, -1]);
  const layer = (name: string, { weight, bias }: LinearLayer) =>
    linear(
      features,
      graph.constant(weight, `${name}.weight`),
      graph.constant(bias, `${name}.bias`),
    );
  graph.output("logits", layer("findings", findings));
  if (abnormal !== null) graph.output("abnormal", layer("any_finding", abnormal));
  graph.output("heatmaps", linearGradCam(maps, findings.weight));
  graph.output("features", features);
  return graph;
}
