import { linearGradCam } from "../explanation/index.ts";
import { Graph, type Value } from "../graph/graph.ts";
import {
  add,
  concat,
  globalAveragePool,
  linear,
  mul,
  reshape,
  sqrt,
} from "../graph/operators/index.ts";
import { float32, scalar } from "../graph/tensor.ts";
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
  return ensembleReadingGraph(network, [{ weights, findings, abnormal }]);
}

/** How fine the heatmaps of a graph that reads are: networks round odd sizes each in their way. */
export function heatmapCells({ outputs }: Graph): {
  readonly rows: number;
  readonly columns: number;
} {
  const heatmaps = outputs.find(({ name }) => name === "heatmaps");
  const [rows = 0, columns = 0] = heatmaps?.shape.slice(2).map(Number) ?? [];
  return { rows, columns };
}

/** A network with what reads from its features. */
export interface ReadingMember {
  readonly weights: Weights;
  readonly findings: LinearLayer;
  readonly abnormal: LinearLayer | null;
}

/**
 * The same graph of several networks: logits are the mean of theirs, and so are heatmaps, each network's Grad-CAM
 * being that of its share of the logit. `features` stand beside each other, [batch, networks x features]. Weights
 * of all but a single network have the prefix `fit-1.`, `fit-2.`, ...
 *
 * Of networks that were fitted with dropout before their last layer there is one output more: `spread`, the standard
 * deviation of a logit over dropout's masks, [batch, 14], or [batch, 15] with that of "any finding" at its end. It has
 * a closed form: with a share dropped, a logit is a sum of independent terms, of which each has the variance
 * share / (1 - share) (weight x feature)². Of several networks it is the root mean square.
 */
export function ensembleReadingGraph(
  network: FeatureNetwork,
  members: readonly ReadingMember[],
  dropout = 0,
): Graph {
  const graph = new Graph(network.architecture);
  const grey = greyInput(graph, network);
  const parts = members.map((member, index) =>
    graph.scoped(members.length === 1 ? "" : `fit-${index + 1}.`, () =>
      readWith(grey, network, member, dropout),
    ),
  );
  const abnormal = parts.flatMap((part) => (part.abnormal === null ? [] : [part.abnormal]));
  graph.output("logits", meanOf(parts.map(({ logits }) => logits)));
  if (abnormal.length > 0) graph.output("abnormal", meanOf(abnormal));
  graph.output("heatmaps", meanOf(parts.map(({ heatmaps }) => heatmaps)));
  const variances = parts.flatMap((part) => (part.variance === null ? [] : [part.variance]));
  if (variances.length > 0) graph.output("spread", sqrt(meanOf(variances)));
  const features = parts.map((part) => part.features);
  graph.output("features", features.length === 1 ? (features[0] as Value) : concat(features, 1));
  return graph;
}

function readWith(
  grey: Value,
  network: FeatureNetwork,
  { weights, findings, abnormal }: ReadingMember,
  dropout: number,
) {
  const { graph } = grey;
  const maps = buildFeatures(grey, network, weights);
  const features = reshape(globalAveragePool(maps), [0, -1]);
  const weightsOf = ({ weight }: LinearLayer, name: string) =>
    graph.constant(weight, `${name}.weight`);
  const layers = [
    { ...findings, weights: weightsOf(findings, "findings"), name: "findings" },
    ...(abnormal === null
      ? []
      : [{ ...abnormal, weights: weightsOf(abnormal, "any_finding"), name: "any_finding" }]),
  ];
  const [logits, any = null] = layers.map(({ weights, bias, name }) =>
    linear(features, weights, graph.constant(bias, `${name}.bias`)),
  ) as [Value, Value?];
  return {
    logits,
    abnormal: any,
    variance:
      dropout === 0
        ? null
        : concat(
            layers.map(({ weights }) => dropoutVariance(features, weights, dropout)),
            1,
          ),
    heatmaps: linearGradCam(maps, findings.weight),
    features,
  };
}

/** The variance of `weights x features` [batch, outputs] while a share of the features is dropped. */
function dropoutVariance(features: Value, weights: Value, share: number): Value {
  const { graph } = features;
  const outputs = weights.shape[0] as number;
  const none = graph.constant(float32([outputs], new Float32Array(outputs)));
  const squares = linear(mul(features, features), mul(weights, weights), none);
  return mul(squares, graph.constant(scalar(share / (1 - share))));
}

function meanOf(values: readonly Value[]): Value {
  const [first, ...others] = values as [Value, ...Value[]];
  if (others.length === 0) return first;
  const sum = others.reduce((total, value) => add(total, value), first);
  return mul(sum, first.graph.constant(scalar(1 / values.length)));
}
