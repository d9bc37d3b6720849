import {
  backward,
  binaryCrossEntropyWithLogits,
  copyInto,
  float32,
  Graph,
  type Node,
  normalizeBatch,
  reduceMean,
  type Tensor,
  type Value,
} from "../../src/graph/index.ts";

/** Whether batch norms use the statistics that they were given, or the batch's own, as in training. */
export type Statistics = "frozen" | "training";

/** A graph of loss and gradients, and the names of what is learned. */
export interface TrainingGraph {
  readonly graph: Graph;
  readonly learned: readonly string[];
}

/**
 * Makes a training step of a network that puts out `logits`: every weight becomes an input of its name (the
 * statistics of batch norms stay constants), `targets` another; `loss` is the mean binary cross-entropy, and
 * `gradient.NAME` its gradient with respect to each weight.
 */
export function trainingGraph(
  network: Graph,
  logits: Value,
  weights: ReadonlyMap<string, Tensor<"float32">>,
  statistics: Statistics,
): TrainingGraph {
  const graph = new Graph(`${network.name} training`);
  const learned: Value[] = [];
  const copies = copyInto(graph, network, {
    constant: ({ name, shape }) => {
      if (!weights.has(name) || /running_(mean|var)$/.test(name)) return undefined;
      const input = graph.input(name, shape);
      learned.push(input);
      return input;
    },
    node: (node, inputs) =>
      statistics === "training" ? withStatisticsOfTheBatch(node, inputs) : undefined,
  });
  const own = copies.get(logits);
  if (own === undefined) throw new Error("The logits are not in the network.");
  const targets = graph.input("targets", own.shape);
  const loss = reduceMean(binaryCrossEntropyWithLogits(own, targets), [0, 1], 0);
  const gradients = backward({
    outputs: [{ value: loss, seed: graph.constant(float32([], [1])) }],
    wanted: learned,
    scale: graph.input("scale", []),
  });
  graph.output("loss", loss);
  for (const [index, { name }] of learned.entries()) {
    const gradient = gradients[index];
    if (gradient !== undefined) graph.output(`gradient.${name}`, gradient);
  }
  return { graph, learned: learned.map(({ name }) => name) };
}

function withStatisticsOfTheBatch(
  { operator, attributes }: Node,
  [x, scale, bias]: readonly (Value | null)[],
): readonly Value[] | undefined {
  if (operator.opType !== "BatchNormalization" || !x || !scale || !bias) return undefined;
  return [normalizeBatch(x, scale, bias, Number(attributes.epsilon)).y];
}
