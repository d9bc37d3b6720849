import { readdirSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import * as graphs from "../../src/graph/index.ts";
import type { Operator } from "../../src/graph/operator.ts";
import { expectGradients } from "./expect-gradients.ts";
import type { OperatorCase } from "./operators/example.ts";
import { PROVIDED_BY_ALL } from "./providers.ts";

const FOLDER = new URL("../../src/graph/operators/", import.meta.url);
const NAMES = readdirSync(FOLDER)
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((name) => name !== "index");

const RUNS = 40;

const OPERATORS = new Map(
  Object.values(graphs)
    .filter((exported) => typeof exported === "object" && "opType" in exported)
    .map((operator) => [operator.opType, operator as unknown as Operator]),
);

describe.each(NAMES)("the gradient rule in %s.ts", (name) => {
  let operator: OperatorCase;
  beforeAll(async () => {
    operator = (await import(`./operators/${name}.ts`)).default;
  });

  test("gives the slopes of the float64 reference, or says why there are none", async () => {
    const { gradient } = OPERATORS.get(operator.opType) ?? {};
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
});
