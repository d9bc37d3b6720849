import { Graph } from "../graph/graph.ts";
import { ARCHITECTURES, type ArchitectureName } from "./architecture.ts";
import { RequestedWeights } from "./weights.ts";

/**
 * Names and shapes of all tensors of a network up to its last map, statistics of batch norms included, in the
 * order that it uses them in (stem first). Its classifier is not among them.
 *
 * They are what the network asks for when it is built, so that no list of them can be wrong.
 */
export function parameterShapes(
  architecture: ArchitectureName,
  channels: 1 | 3 = 3,
): ReadonlyMap<string, readonly number[]> {
  const { features, trainedSize } = ARCHITECTURES[architecture];
  const graph = new Graph(architecture);
  const requested = new RequestedWeights();
  features(graph.input("images", [1, channels, trainedSize, trainedSize]), requested, {});
  return new Map([...requested].map(([name, { shape }]) => [name, shape]));
}
