import { readdirSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { float32, Graph, type Value, writeOnnx } from "../../src/graph/index.ts";
import { Random } from "../../src/random.ts";
import { createSession, type FloatTensor } from "../../src/runtime/index.node.ts";
import { countOf, type Example, type OperatorCase } from "./operators/example.ts";

const FOLDER = new URL("../../src/graph/operators/", import.meta.url);
const NAMES = readdirSync(FOLDER)
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((name) => name !== "index");

/** Enough for every branch of a shape rule; a session of one node takes a millisecond. */
const RUNS = 60;

test("there are operators to test", () => {
  expect(NAMES).toContain("conv");
});

describe.each(NAMES)("the operator in %s.ts", (name) => {
  let operator: OperatorCase;
  beforeAll(async () => {
    // Fails here if nobody wrote test/graph/operators/NAME.ts beside the new operator.
    operator = (await import(`./operators/${name}.ts`)).default;
  });

  test("has ONNX Runtime's shapes, and values by definition", async () => {
    await fc.assert(
      fc.asyncProperty(operator.examples, fc.nat(), async (example, seed) => {
        const inputs = randomInputs(example, seed);
        const graph = new Graph("example");
        const y = build(graph, inputs, example, null);
        expect(y.producer?.operator.opType).toBe(operator.opType);
        const result = await run(graph, inputs);
        expect(y.shape).toEqual(result.shape);
        expectValues(result, example.expected(...inputs));
      }),
      { numRuns: RUNS },
    );
  });

  test("keeps a batch whose size is only known at run time", async () => {
    if (!operator.batched) return;
    await fc.assert(
      fc.asyncProperty(operator.examples, fc.nat(), async (example, seed) => {
        const inputs = randomInputs(example, seed);
        const graph = new Graph("example");
        const y = build(graph, inputs, example, "batch");
        expect(y.shape[0]).toBe("batch");
        const result = await run(graph, inputs);
        expect([inputs[0]?.shape[0], ...y.shape.slice(1)]).toEqual(result.shape);
        expectValues(result, example.expected(...inputs));
      }),
      { numRuns: RUNS / 3 },
    );
  });

  test("refuses what does not fit, by its name", () => {
    for (const [what, { inputs: shapes, build: apply }] of Object.entries(operator.refusals)) {
      const graph = new Graph("example");
      const values = shapes.map((shape, index) => graph.input(`input_${index}`, shape));
      expect(() => apply(...values), what).toThrow(
        expect.objectContaining({
          name: "GraphError",
          code: "SHAPE_MISMATCH",
          message: expect.stringMatching(new RegExp(`^${operator.opType}\\(input_0 `)),
        }),
      );
    }
  });

  test("refuses a call without inputs, or without the first", () => {
    const [example] = fc.sample(operator.examples, { numRuns: 1, seed: 1 });
    const { inputs, build: apply } = example ?? never();
    const probe = new Graph("probe");
    const { producer } = apply(...inputs.map((shape, index) => probe.input(`x${index}`, shape)));
    const { operator: definition, inputs: values } = producer ?? never();
    for (const incomplete of [[], [null, ...values.slice(1)]]) {
      expect(() => definition.applyIn(probe, incomplete, {}, [])).toThrow(
        expect.objectContaining({ code: "SHAPE_MISMATCH" }),
      );
    }
  });
});

/** Values in -1..1 of every input of an example. */
function randomInputs({ inputs }: Example, seed: number): FloatTensor[] {
  const random = Random.fromSeed(seed);
  return inputs.map((shape) =>
    float32(
      shape,
      Float32Array.from({ length: countOf(shape) }, () => 2 * random.uniform() - 1),
    ),
  );
}

/** Declares the inputs, the first one's first axis under a name if one is given, and builds the node. */
function build(
  graph: Graph,
  inputs: readonly FloatTensor[],
  example: Example,
  batch: string | null,
): Value {
  const values = inputs.map(({ shape }, index) =>
    graph.input(
      `input_${index}`,
      batch !== null && index === 0 ? [batch, ...shape.slice(1)] : shape,
    ),
  );
  return graph.output("y", example.build(...values));
}

async function run(graph: Graph, inputs: readonly FloatTensor[]): Promise<FloatTensor> {
  const session = await createSession(writeOnnx(graph), { threads: 1 });
  const feeds = Object.fromEntries(inputs.map((tensor, index) => [`input_${index}`, tensor]));
  const { y } = await session.run(feeds);
  await session.release();
  return y ?? never();
}

/** Inputs are at most 1, so float32 sums of a few hundred products are this near. */
function expectValues({ data }: FloatTensor, expected: readonly number[]): void {
  expect(data.length).toBe(expected.length);
  const errors = expected.map(
    (value, index) => Math.abs((data[index] ?? Number.NaN) - value) / Math.max(1, Math.abs(value)),
  );
  const worst = errors.reduce((largest, error) => Math.max(largest, error), 0);
  expect(worst).toBeLessThan(2e-5);
}

function never(): never {
  throw new Error("The example gave nothing.");
}
