import { expect } from "vitest";
import { backward, Graph, identity, type Value } from "../../src/graph/index.ts";
import { Random } from "../../src/random.ts";
import { countOf, type Example, type Numbers } from "./operators/example.ts";
import { declareInputs, randomInputs, runGraph } from "./run-example.ts";

/** Of central differences: truncation is then about 1e-10, rounding in float64 about 1e-11. */
const STEP = 1e-5;

/** Directions in which every input's gradient is compared. */
const DIRECTIONS = 3;

/** What float32 sums of a few hundred products are off by, relative to the sum of their sizes. */
const BOUND = 1e-5;

/**
 * Compares what ONNX Runtime computes for the emitted gradient with the slope of the float64 reference, along
 * random directions v: <dx, v> against (L(x + hv) - L(x - hv)) / 2h for the loss L = <dy, reference(x)>.
 * A dense direction sees an error in any single element. Returns the types of the nodes that were emitted.
 *
 * `change` may do something to the graph of the forward pass before the backward pass is emitted.
 */
export async function expectGradients(
  example: Example,
  seed: number,
  change: (graph: Graph) => void = () => {},
): Promise<string[]> {
  const inputs = randomInputs(example, seed);
  const graph = new Graph("example");
  const values = declareInputs(graph, inputs);
  const y = example.build(...values);
  change(graph);
  const forwardNodes = graph.nodes.length;
  const shape = y.shape.map(Number);
  const wanted = values.flatMap((value, index) =>
    example.withoutGradient?.includes(index) ? [] : [{ value, index }],
  );
  const dy = randomInputs({ ...example, inputs: [shape], ranges: [] }, (seed + 1) % 2 ** 31);
  const gradients = backward({
    outputs: [{ value: y, seed: graph.input("dy", shape) }],
    wanted: wanted.map(({ value }) => value),
  });
  const emitted = graph.nodes.slice(forwardNodes).map(({ operator }) => operator.opType);
  for (const [place, gradient] of gradients.entries()) {
    expect(gradient.shape).toEqual(wanted[place]?.value.shape);
    graph.output(`gradient_${place}`, fresh(gradient));
  }
  const [seedTensor] = dy;
  if (seedTensor === undefined) throw new Error("There is no seed.");
  const results = await runGraph(graph, inputs, { dy: seedTensor });
  const random = Random.fromSeed(seed);
  for (const [place, { index }] of wanted.entries()) {
    const gradient = results[`gradient_${place}`]?.data ?? [];
    const length = countOf(example.inputs[index] ?? []);
    expect(gradient.length).toBe(length);
    for (let round = 0; round < DIRECTIONS; round++) {
      const direction = Array.from({ length }, () => random.normal());
      const slope = slopeAlong(example, inputs, index, direction, seedTensor.data);
      const products = direction.map((step, at) => step * (gradient[at] ?? Number.NaN));
      const along = products.reduce((sum, product) => sum + product, 0);
      const size = products.reduce((sum, product) => sum + Math.abs(product), 0);
      expect(Math.abs(along - slope)).toBeLessThan(BOUND * (1 + size));
    }
  }
  return emitted;
}

/** Inputs and values that are an output already pass through a node of their own. */
function fresh(value: Value): Value {
  return value.producer === null || value.graph.outputs.includes(value) ? identity(value) : value;
}

function slopeAlong(
  example: Example,
  inputs: readonly Numbers[],
  index: number,
  direction: readonly number[],
  dy: ArrayLike<number>,
): number {
  const lossAt = (step: number): number => {
    const moved = inputs.map((input, place) =>
      place === index
        ? { ...input, data: Array.from(input.data, (x, at) => x + step * (direction[at] ?? 0)) }
        : input,
    );
    return example
      .expected(...moved)
      .reduce((sum, value, at) => sum + value * (dy[at] ?? Number.NaN), 0);
  };
  return (lossAt(STEP) - lossAt(-STEP)) / (2 * STEP);
}
