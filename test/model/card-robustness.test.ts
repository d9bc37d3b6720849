import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  cardMarkdown,
  cardOf,
  readEvidence,
  type TrainedModelDescription,
} from "../../src/model/index.node.ts";
import { EXAMPLE_SHA256 } from "./example-evaluation.ts";
import { exampleDescription } from "./example-model.ts";

const model: TrainedModelDescription = {
  ...exampleDescription(),
  graph: { file: "model.onnx", sha256: EXAMPLE_SHA256 },
};

const level = (inWords: string, difference: number, reach: number, refusedByGate: number) => ({
  inWords,
  severity: 1,
  meanAuroc: {
    first: 0.7 + difference,
    second: 0.7,
    difference,
    interval: { low: difference - reach, high: difference + reach },
  },
  changedDecisions: { value: 0.25, correct: 5, of: 20, interval: { low: 0.1, high: 0.5 } },
  refusedByGate,
});

function measured() {
  return {
    model: { name: "example", version: "4.5.6", sha256: EXAMPLE_SHA256 },
    population: { dataset: "Made up", split: "val", labelled: 9 },
    undisturbed: {
      radiographs: 20,
      patients: 10,
      meanAuroc: { value: 0.7, interval: null, findings: ["Mass", "Effusion"] },
    },
    disturbances: [
      {
        title: "Noise",
        levels: [
          level("2 greys", -0.01, 0.02, 0),
          level("5 greys", -0.05, 0.02, 0.05),
          level("9 greys", -0.2, 0.03, 0.9),
        ],
      },
      { title: "Marker", levels: [level("small", 0.004, 0.01, 0), level("large", 0.001, 0.01, 0)] },
      { title: "Resolution", levels: [] },
    ],
  };
}

async function cardWith(content: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "thorascope-card-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "evaluation"));
  writeFileSync(join(folder, "evaluation", "robust.json"), content);
  return cardMarkdown(cardOf(model, await readEvidence(folder, model)));
}

test("a card says what costs most, and where a clear loss begins", async () => {
  const card = await cardWith(JSON.stringify(measured()));
  expect(card).toContain("## When radiographs are disturbed");
  expect(card).toMatch(/20 radiographs of 10 patients; .* mean AUROC of 2 findings is 0\.700/);
  expect(card).toContain(
    "| Noise | 9 greys | \\-0.200 (-0.230 to -0.170) | 5 greys | 25 % | 90 % |",
  );
  expect(card).toContain("| Marker | large | 0.001 (-0.009 to 0.011) | none | 25 % | 0 % |");
  expect(card).not.toContain("| Resolution |");
  expect(card).toMatch(/\| 30 \| Robustness or sensitivity analysis \| partly \|/);
});

test("without it the card has no such section, and the checklist says that it remains", () => {
  const card = cardMarkdown(cardOf(model));
  expect(card).not.toContain("When radiographs are disturbed");
  expect(card).toMatch(/\| 30 \| Robustness or sensitivity analysis \| remains \|/);
});

test.each([
  [
    "of another graph",
    () => ({ ...measured(), model: { ...measured().model, sha256: "ef".repeat(32) } }),
    "EVALUATION_MISMATCH",
  ],
  ["without radiographs", () => ({ ...measured(), undisturbed: {} }), "EVALUATION_INVALID"],
  ["that is no JSON", () => "{", "EVALUATION_INVALID"],
])("a file %s is refused by its name", async (_, made, code) => {
  const content = made();
  const text = typeof content === "string" ? content : JSON.stringify(content);
  await expect(cardWith(text)).rejects.toMatchObject({
    code,
    message: expect.stringContaining("robust.json"),
  });
});
