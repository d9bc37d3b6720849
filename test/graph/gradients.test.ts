import { readdirSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Graph } from "../../src/graph/index.ts";
import * as graphs from "../../src/graph/index.ts";
import type { GradientRule, Operator } from "../../src/graph/operator.ts";
import { expectGradients } from "./expect-gradients.ts";
import type { Example, OperatorCase } from "./operators/example.ts";
import { PROVIDED_BY_ALL } from "./providers.ts";

const FOLDER = new URL("../../src/graph/operators/", import.meta.url);
const NAMES = readdirSync(FOLDER)
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((name) => name !== "index");

const RUNS = 40;

describe.each(NAMES)("the gradient rule in %s.ts", (name) => {
  let operator: OperatorCase;
  let definitions: readonly Operator[];
  beforeAll(async () => {
    operator = (await import(`./operators/${name}.ts`)).default;
    definitions = operatorsIn(await import(`../../src/graph/operators/${name}.ts`));
  });

  test("is of the operator that its case is about, and no other stands in the file", () => {
    expect(definitions.map(({ opType }) => opType)).toEqual([operator.opType]);
    expect(Object.values(graphs)).toContain(definitions[0]);
  });

  test("gives the slopes of the float64 reference, or says why there are none", async () => {
    const gradient = definitions[0]?.gradient;
    if (typeof gradient === "string") {
      expect(gradient).toMatch(/\w+ \w+/);
      return;
    }
    expect(gradient, "a gradient rule, or a sentence why there is none").toBeTypeOf("function");
    await fc.assert(
      fc.asyncProperty(operator.examples, fc.nat(), async (example, seed) => {
        const emitted = await expectGradients(example, seed);
        expect(emitted.filter((opType) => !PROVIDED_BY_ALL.has(opType))).toEqual([]);
      }),
      { numRuns: RUNS, seed: 4 },
    );
  });

  test("would be found out with a sign flipped, whichever gradient it is", async () => {
    const [definition] = definitions;
    if (definition === undefined || typeof definition.gradient !== "function") return;
    const { gradient } = definition;
    const examples = fc.sample(operator.examples, { numRuns: RUNS, seed: 4 });
    const places = new Set(examples.flatMap(differentiatedInputs));
    for (const flipped of places) {
      const telling = examples.filter((one) => differentiatedInputs(one).includes(flipped));
      Object.assign(definition, { gradient: withSignFlipped(gradient, flipped) });
      try {
        await expect(expectAllGradients(telling), `input ${flipped}`).rejects.toThrow();
      } finally {
        Object.assign(definition, { gradient });
      }
    }
  });
});

/** The operators among what a file exports. */
function operatorsIn(exported: Readonly<Record<string, unknown>>): Operator[] {
  return Object.values(exported).filter(
    (one): one is Operator => typeof one === "object" && one !== null && "opType" in one,
  );
}

/** The rule with one of its gradients negated, the first time that it is asked. */
function withSignFlipped(gradient: GradientRule, flipped: number): GradientRule {
  const asked = new Set<Graph>();
  return (g, call) => {
    const { graph } = call.outputs[0];
    const first = !asked.has(graph);
    asked.add(graph);
    return gradient(g, call).map((entry, place) =>
      entry && first && place === flipped ? () => g.neg(entry()) : entry,
    );
  };
}

async function expectAllGradients(examples: readonly Example[]): Promise<void> {
  for (const example of examples) await expectGradients(example, 4);
}

/** The places of an example's inputs that have gradients. */
function differentiatedInputs({ inputs, withoutGradient = [] }: Example): number[] {
  return [...inputs.keys()].filter((place) => !withoutGradient.includes(place));
}
