import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dropPath, Graph } from "../../src/graph/index.ts";
import { expectGradients } from "./expect-gradients.ts";
import { expectValues } from "./expect-values.ts";
import binaryCrossEntropy from "./functions/binary-cross-entropy.ts";
import dropout from "./functions/dropout.ts";
import gelu from "./functions/gelu.ts";
import hardSwish from "./functions/hard-swish.ts";
import normalizeBatch from "./functions/normalize-batch.ts";
import silu from "./functions/silu.ts";
import softplus from "./functions/softplus.ts";
import type { Example } from "./operators/example.ts";
import { PROVIDED_BY_ALL } from "./providers.ts";
import { declareInputs, randomInputs, runGraph } from "./run-example.ts";

const FOLDER = new URL("../../src/graph/functions/", import.meta.url);

/** By file of the function. */
const CASES: Readonly<Record<string, fc.Arbitrary<Example>>> = {
  "binary-cross-entropy": binaryCrossEntropy,
  dropout,
  gelu,
  "hard-swish": hardSwish,
  "normalize-batch": normalizeBatch,
  silu,
  softplus,
};

test("every function has a case", () => {
  const names = readdirSync(FOLDER).map((file) => file.replace(/\.ts$/, ""));
  expect(names.filter((name) => name !== "index").sort()).toEqual(Object.keys(CASES).sort());
});

const RUNS = 40;

describe.each(Object.entries(CASES))("the function in %s.ts", (_, examples) => {
  test("has values by definition, of operators that every provider has", async () => {
    await fc.assert(
      fc.asyncProperty(examples, fc.nat(), async (example, seed) => {
        const inputs = randomInputs(example, seed);
        const graph = new Graph("example");
        graph.output("y", example.build(...declareInputs(graph, inputs)));
        for (const { operator } of graph.nodes) expect(PROVIDED_BY_ALL).toContain(operator.opType);
        const { y } = await runGraph(graph, inputs);
        if (y === undefined) throw new Error("The example gave nothing.");
        expectValues(y, example.expected(...inputs));
      }),
      { numRuns: RUNS, seed: 4 },
    );
  });

  test("has the slopes of the float64 reference", async () => {
    await fc.assert(
      fc.asyncProperty(examples, fc.nat(), async (example, seed) => {
        const emitted = await expectGradients(example, seed);
        expect(emitted.filter((opType) => !PROVIDED_BY_ALL.has(opType))).toEqual([]);
      }),
      { numRuns: RUNS, seed: 4 },
    );
  });
});

test("dropPath refuses a mask that tells the pixels of an image apart", () => {
  const graph = new Graph("masks");
  const branch = graph.input("branch", [2, 3, 4, 4]);
  expect(() => dropPath(branch, graph.input("mask", [2, 3, 1, 1]))).toThrow(/one number per image/);
});
