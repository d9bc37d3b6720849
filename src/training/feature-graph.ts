import { Graph } from "../graph/graph.ts";
import { globalAveragePool, reshape } from "../graph/operators/index.ts";
import { writeOnnx } from "../graph/write.ts";
import { buildFeatures, type FeatureNetwork, greyInput, type Weights } from "../networks/index.ts";

/** The frozen part of a network as an ONNX file: grey radiographs to `features` [batch, features]. */
export function featureGraph(network: FeatureNetwork, weights: Weights): Uint8Array {
  const graph = new Graph(`${network.architecture} features`);
  const maps = buildFeatures(greyInput(graph, network), network, weights);
  graph.output("features", reshape(globalAveragePool(maps), [0, -1]));
  return writeOnnx(graph);
}
