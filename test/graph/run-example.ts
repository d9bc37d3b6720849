import { float32, type Graph, type Value, writeOnnx } from "../../src/graph/index.ts";
import { Random } from "../../src/random.ts";
import { createSession, type FloatTensor } from "../../src/runtime/index.node.ts";
import { countOf, type Example } from "./operators/example.ts";

/** Values of every input of an example, in its ranges. */
export function randomInputs({ inputs, ranges }: Example, seed: number): FloatTensor[] {
  const random = Random.fromSeed(seed);
  return inputs.map((shape, index) => {
    const [low, high] = ranges?.[index] ?? [-1, 1];
    const value = () => low + (high - low) * random.uniform();
    return float32(shape, Float32Array.from({ length: countOf(shape) }, value));
  });
}

/** Declares the inputs `input_0`, `input_1`, .., the first one's first axis under a name if one is given. */
export function declareInputs(
  graph: Graph,
  inputs: readonly FloatTensor[],
  batch: string | null = null,
): Value[] {
  return inputs.map(({ shape }, index) =>
    graph.input(
      `input_${index}`,
      batch !== null && index === 0 ? [batch, ...shape.slice(1)] : shape,
    ),
  );
}

/** Runs a graph once on inputs of the names above, and what else it takes. */
export async function runGraph(
  graph: Graph,
  inputs: readonly FloatTensor[],
  more: Readonly<Record<string, FloatTensor>> = {},
): Promise<Readonly<Record<string, FloatTensor>>> {
  const session = await createSession(writeOnnx(graph), { threads: 1 });
  const feeds = Object.fromEntries(inputs.map((tensor, index) => [`input_${index}`, tensor]));
  const results = await session.run({ ...feeds, ...more });
  await session.release();
  return results;
}
