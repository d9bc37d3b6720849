import { Graph } from "../graph/graph.ts";
import {
  ARCHITECTURES,
  type ArchitectureName,
  findNetwork,
  refuseLeftOver,
  type Weights,
} from "../networks/index.ts";

/**
 * The weights of a network up to its last map, under torchvision's names, as training begins from them.
 *
 * The network is built once to see that nothing is missing and nothing is left over.
 */
export function importBackbone(weights: Weights, architecture: ArchitectureName): Weights {
  const found = findNetwork(weights, architecture);
  const { features, trainedSize } = ARCHITECTURES[architecture];
  const graph = new Graph(architecture);
  const x = graph.input("images", ["batch", found.channels, trainedSize, trainedSize]);
  features(x, found.weights, {});
  const used = new Set(graph.constants.map(({ name }) => name));
  refuseLeftOver(found, used, architecture);
  return new Map([...found.weights].filter(([name]) => used.has(name)));
}
