import {
  backward,
  copyInto,
  Graph,
  type Node,
  normalizeBatch,
  scalar,
  type Value,
  writeOnnx,
} from "../../graph/index.ts";
import type { FeatureNetwork, Weights } from "../../networks/index.ts";
import { type LossSettings, lossOf } from "../losses/index.ts";
import { predictingGraph } from "./predicting-graph.ts";
import { layoutOf, type ValueLayout } from "./values.ts";

/** Names of the graph's inputs and outputs that are not called after a weight. */
export const STEP = {
  grey: "grey",
  targets: "targets",
  known: "known",
  scale: "scale",
  loss: "loss",
  gradientOf: (name: string) => `gradient.${name}`,
  statisticOf: (name: string) => `batch.${name}`,
} as const;

export interface StepGraphOptions {
  readonly network: FeatureNetwork;
  /** Of the network and its last layer `head` [outputs, features]. */
  readonly weights: Weights;
  readonly batchSize: number;
  /** Whether batch normalization uses the batch's own statistics, or the stored ones. */
  readonly batchNormalization: "batch" | "stored";
  readonly loss: LossSettings;
  /** Share of positives of each output among the known labels, for losses that weight by it. */
  readonly frequencies: readonly number[];
  /** Which parameters get a gradient; the others stay constants, which the runtime can fold. */
  readonly isTrained: (name: string) => boolean;
}

/** A statistic of a batch normalization that the step puts out. */
export interface BatchStatistic {
  readonly name: string;
  /** Elements per channel that it was computed from. */
  readonly count: number;
}

/** One training step as an ONNX graph. */
export interface StepGraph {
  readonly onnx: Uint8Array;
  readonly layout: ValueLayout;
  /** Names of the parameters that are inputs and have a gradient among the outputs. */
  readonly trained: readonly string[];
  readonly statistics: readonly BatchStatistic[];
}

/**
 * Builds one training step: radiographs `grey` [batch, 1, size, size], `targets` and `known` [batch,
 * outputs] and the trained parameters, to the mean `loss`, a gradient of each trained parameter times
 * `scale`, and the batch's mean and variance for each batch normalization that is in training.
 *
 * `dropout` [batch, features] multiplies the pooled features: ones where nothing is dropped.
 */
export function stepGraph(options: StepGraphOptions): StepGraph {
  const { network, weights, batchNormalization, isTrained } = options;
  const predicting = predictingGraph(network, weights, options.batchSize);
  const layout = layoutOf(predicting.graph.constants, (name) => weights.has(name));
  const graph = new Graph(`${network.architecture} training step`);
  const trained: Value[] = [];
  const statistics: { name: string; value: Value; count: number }[] = [];
  const names = new Set(layout.parameters.map(({ name }) => name).filter(isTrained));
  const copies = copyInto(graph, predicting.graph, {
    constant: ({ name, shape }) => {
      if (!names.has(name)) return undefined;
      const input = graph.input(name, shape);
      trained.push(input);
      return input;
    },
    node: (node, inputs) => {
      const batch = batchNormalization === "batch" ? batchNormalized(node, inputs, names) : null;
      if (batch === null) return undefined;
      statistics.push(...batch.statistics);
      return [batch.y];
    },
  });
  const logits = copies.get(predicting.logits);
  if (logits === undefined) throw new RangeError("The logits are not part of the network.");
  const labels = [options.batchSize, options.frequencies.length];
  const loss = lossOf(options.loss, {
    logits,
    targets: graph.input(STEP.targets, labels),
    known: graph.input(STEP.known, labels),
    frequencies: options.frequencies,
  });
  const gradients = backward({
    outputs: [{ value: loss, seed: graph.constant(scalar(1)) }],
    wanted: trained,
    scale: graph.input(STEP.scale, []),
  });
  graph.output(STEP.loss, loss);
  for (const [index, { name }] of trained.entries()) {
    const gradient = gradients[index];
    if (gradient !== undefined) graph.output(STEP.gradientOf(name), gradient);
  }
  for (const { name, value } of statistics) graph.output(STEP.statisticOf(name), value);
  return {
    onnx: writeOnnx(graph),
    layout,
    trained: trained.map(({ name }) => name),
    statistics: statistics.map(({ name, count }) => ({ name, count })),
  };
}

interface BatchNormalized {
  readonly y: Value;
  readonly statistics: readonly { name: string; value: Value; count: number }[];
}

/** A batch normalization with the batch's own statistics, if that is what the node is and it is trained. */
function batchNormalized(
  { operator, attributes, inputs: originals }: Node,
  [x, scale, bias]: readonly (Value | null)[],
  trained: ReadonlySet<string>,
): BatchNormalized | null {
  if (operator.opType !== "BatchNormalization" || !x || !scale || !bias) return null;
  if (!trained.has(scale.name)) return null;
  const { y, mean, variance } = normalizeBatch(x, scale, bias, Number(attributes.epsilon));
  const count =
    x.shape.reduce<number>((product, size) => product * Number(size), 1) / Number(x.shape[1]);
  const named = (index: number, value: Value) => ({
    name: originals[index]?.name ?? "",
    value,
    count,
  });
  return { y, statistics: [named(3, mean), named(4, variance)] };
}
