import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dropPath, Graph } from "../../src/graph/index.ts";
import type { GradientRule } from "../../src/graph/operator.ts";
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

const GRAPH = new URL("../../src/graph/", import.meta.url);
const FOLDER = new URL("functions/", GRAPH);

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

  test("would be found out with a sign flipped, whichever gradient of its own rules it is", async () => {
    const sampled = sampledFrom(examples).map((example) => ({
      example,
      rules: ownRules(example),
    }));
    for (const [rule, places] of new Map(sampled.flatMap(({ rules }) => [...rules]))) {
      const telling = sampled.filter(({ rules }) => rules.has(rule));
      for (let place = 0; place < places; place++) {
        const flipped = expectAllGradients(
          telling.map(({ example }) => example),
          (graph) => flipSign(graph, rule, place),
        );
        await expect(flipped, `input ${place} of ${rule}`).rejects.toThrow();
      }
    }
  });
});

test("every rule of a function's own is reached by a case, so that its signs are flipped", () => {
  const calls = readdirSync(GRAPH, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(new URL(file, GRAPH), "utf8").matchAll(/(?<!function )withGradient\(/g),
    ]);
  const reached = Object.values(CASES).flatMap((examples) =>
    sampledFrom(examples).flatMap((example) => [...ownRules(example).keys()]),
  );
  expect(calls.length).toBeGreaterThan(0);
  expect(new Set(reached).size).toBe(calls.length);
});

/** The examples that the slopes are compared on. */
function sampledFrom(examples: fc.Arbitrary<Example>): Example[] {
  return fc.sample(examples, { numRuns: RUNS, seed: 4 });
}

/** The rules that an example's functions bring, by their source, and how many inputs each has. */
function ownRules(example: Example): ReadonlyMap<string, number> {
  const graph = new Graph("rules");
  example.build(...declareInputs(graph, randomInputs(example, 4)));
  return new Map(
    [...graph.functionGradients.values()].map(({ rule, inputs }) => [`${rule}`, inputs.length]),
  );
}

/** Negates one gradient of the first function that has a rule of this source. */
function flipSign(graph: Graph, source: string, flipped: number): void {
  for (const [output, own] of graph.functionGradients) {
    if (`${own.rule}` !== source) continue;
    const rule: GradientRule = (g, call) =>
      own
        .rule(g, call)
        .map((entry, place) => (entry && place === flipped ? () => g.neg(entry()) : entry));
    graph.functionGradients.set(output, { ...own, rule });
    return;
  }
}

async function expectAllGradients(
  examples: readonly Example[],
  change: (graph: Graph) => void,
): Promise<void> {
  for (const example of examples) await expectGradients(example, 4, change);
}

test("dropPath refuses a mask that tells the pixels of an image apart", () => {
  const graph = new Graph("masks");
  const branch = graph.input("branch", [2, 3, 4, 4]);
  expect(() => dropPath(branch, graph.input("mask", [2, 3, 1, 1]))).toThrow(/one number per image/);
});
