import { readdirSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { Graph, type Value } from "../../src/graph/index.ts";
import type { FloatTensor } from "../../src/runtime/index.node.ts";
import { expectValues } from "./expect-values.ts";
import type { Example, OperatorCase } from "./operators/example.ts";
import { declareInputs, randomInputs, runGraph } from "./run-example.ts";

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
        expect(graph.nodes.map((node) => node.operator.opType)).toContain(operator.opType);
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
          message: expect.stringMatching(new RegExp(`^${operator.opType}\\(\\w+ `)),
        }),
      );
    }
  });

  test("refuses a call without inputs, or without the first", () => {
    const [example] = fc.sample(operator.examples, { numRuns: 1, seed: 1 });
    const { inputs, build: apply } = example ?? never();
    const probe = new Graph("probe");
    apply(...inputs.map((shape, index) => probe.input(`x${index}`, shape)));
    const node = probe.nodes.find((one) => one.operator.opType === operator.opType);
    const { operator: definition, inputs: values } = node ?? never();
    for (const incomplete of [[], [null, ...values.slice(1)]]) {
      expect(() => definition.applyIn(probe, incomplete, {}, [])).toThrow(
        expect.objectContaining({ code: "SHAPE_MISMATCH" }),
      );
    }
  });
});

/** Builds an example's nodes; their result is the graph's output. */
function build(
  graph: Graph,
  inputs: readonly FloatTensor[],
  example: Example,
  batch: string | null,
): Value {
  return graph.output("y", example.build(...declareInputs(graph, inputs, batch)));
}

async function run(graph: Graph, inputs: readonly FloatTensor[]): Promise<FloatTensor> {
  const { y } = await runGraph(graph, inputs);
  return y ?? never();
}

function never(): never {
  throw new Error("The example gave nothing.");
}
