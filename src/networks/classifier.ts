import type { Value } from "../graph/graph.ts";
import { globalAveragePool, linear, reshape } from "../graph/operators/index.ts";
import { known } from "../graph/shape.ts";
import { parameter, type Weights } from "./weights.ts";

/**
 * What all these networks end in: the mean of every channel of the last map, then one linear layer
 * `${name}.weight`, `${name}.bias`. Returns logits [batch, classes]. Dropout does nothing here.
 */
export function linearClassifier(
  maps: Value,
  weights: Weights,
  name: string,
  classes: number,
): Value {
  const features = known(maps.shape[1], "The number of features");
  return linear(
    reshape(globalAveragePool(maps), [0, -1]),
    parameter(maps.graph, weights, `${name}.weight`, [classes, features]),
    parameter(maps.graph, weights, `${name}.bias`, [classes]),
  );
}
