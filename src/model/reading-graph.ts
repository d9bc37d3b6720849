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
  sub,
} from "../graph/operators/index.ts";
import { scalar } from "../graph/tensor.ts";
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
 * Of several networks there is one output more: `spread`, the standard deviation of their logits (of a sample: by one
 * less than there are), [batch, 14], or [batch, 15] with that of "any finding" at its end.
 */
export function ensembleReadingGraph(
  network: FeatureNetwork,
  members: readonly ReadingMember[],
): Graph {
  const graph = new Graph(network.architecture);
  const grey = greyInput(graph, network);
  const parts = members.map((member, index) =>
    graph.scoped(members.length === 1 ? "" : `fit-${index + 1}.`, () =>
      readWith(grey, network, member),
    ),
  );
  const abnormal = parts.flatMap((part) => (part.abnormal === null ? [] : [part.abnormal]));
  graph.output("logits", meanOf(parts.map(({ logits }) => logits)));
  if (abnormal.length > 0) graph.output("abnormal", meanOf(abnormal));
  graph.output("heatmaps", meanOf(parts.map(({ heatmaps }) => heatmaps)));
  if (parts.length > 1) graph.output("spread", spreadOf(parts));
  const features = parts.map((part) => part.features);
  graph.output("features", features.length === 1 ? (features[0] as Value) : concat(features, 1));
  return graph;
}

function readWith(
  grey: Value,
  network: FeatureNetwork,
  { weights, findings, abnormal }: ReadingMember,
) {
  const { graph } = grey;
  const maps = buildFeatures(grey, network, weights);
  const features = reshape(globalAveragePool(maps), [0, -1]);
  const layer = (name: string, { weight, bias }: LinearLayer) =>
    linear(
      features,
      graph.constant(weight, `${name}.weight`),
      graph.constant(bias, `${name}.bias`),
    );
  return {
    logits: layer("findings", findings),
    abnormal: abnormal === null ? null : layer("any_finding", abnormal),
    heatmaps: linearGradCam(maps, findings.weight),
    features,
  };
}

function spreadOf(
  parts: readonly { readonly logits: Value; readonly abnormal: Value | null }[],
): Value {
  const outputs = parts.map(({ logits, abnormal }) =>
    abnormal === null ? logits : concat([logits, abnormal], 1),
  );
  const mean = meanOf(outputs);
  const [first, ...others] = outputs.map((output) => {
    const off = sub(output, mean);
    return mul(off, off);
  }) as [Value, ...Value[]];
  const sum = others.reduce((total, value) => add(total, value), first);
  return sqrt(mul(sum, mean.graph.constant(scalar(1 / (parts.length - 1)))));
}

function meanOf(values: readonly Value[]): Value {
  const [first, ...others] = values as [Value, ...Value[]];
  if (others.length === 0) return first;
  const sum = others.reduce((total, value) => add(total, value), first);
  return mul(sum, first.graph.constant(scalar(1 / values.length)));
}
