import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import { float32, writeOnnx } from "../../src/graph/index.ts";
import {
  findingOf,
  type ImportRequest,
  importBackbone,
  importedModelCard,
  importNetwork,
  LAYOUTS,
  parseModelDescription,
  readModelFolder,
  writeModelFolder,
} from "../../src/model/index.node.ts";
import type { Weights } from "../../src/networks/index.ts";
import { loadModel, readingToCsv, readingToJson } from "../../src/reading/index.node.ts";
import { formulaWeights } from "../networks/formula-weights.ts";
import { resnetShapes } from "../networks/resnet-shapes.ts";
import { exampleRadiograph } from "../reading/example-reading.ts";

/** A ResNet-18 as TorchXRayVision would have it: one channel, 18 outputs. */
const xray = formulaWeights(resnetShapes(18, 18, 1));
const source = { file: "w.pt", sha256: "ab".repeat(32), address: null, licence: null };
const request = (change: Partial<ImportRequest> = {}): ImportRequest => ({
  weights: xray,
  architecture: "resnet18",
  inputSize: 64,
  name: "someone-elses",
  source,
  ...change,
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-import-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("an imported network", () => {
  test("reads radiographs, and says of itself what is not known", async () => {
    const labels = LAYOUTS.torchxrayvision.labels.map((label) => (label === "Hernia" ? "" : label));
    const { graph, description } = importNetwork(request({ labels }));
    const written = await writeModelFolder(
      folder,
      writeOnnx(graph),
      description,
      importedModelCard(description),
    );
    expect((await readModelFolder(folder)).description).toEqual(written);
    const model = await loadModel(folder, { threads: 1 });
    const reading = await model.read(exampleRadiograph(1));
    await model.release();
    expect(reading.model).toMatchObject({ name: "someone-elses", calibrated: false });
    expect(reading.abnormal).toBeNull();
    for (const { finding, probability, operatingPoint, positive } of reading.findings) {
      expect(operatingPoint).toBeNull();
      expect(positive).toBe(false);
      if (finding === "Hernia") expect(probability).toBeNull();
      else expect(probability).toBeTypeOf("number");
    }
    expect(readingToCsv("a.png", reading)).toMatch(/^a\.png(,[0-9.e-]+){13},,,\n$/);
    expect(JSON.parse(readingToJson("a.png", reading))).toMatchObject({ abnormal: null });
  });

  test("has a card that names what it does not know and leaves out", () => {
    const labels = LAYOUTS.torchxrayvision.labels.map((label) => (label === "Mass" ? "" : label));
    const card = importedModelCard(importNetwork(request({ labels })).description);
    for (const text of [
      "| Mass | not known to it |",
      "| Effusion | Effusion |",
      "Fracture, Lung Opacity, Enlarged Cardiomediastinum",
      "Not calibrated",
      "op_norm",
      "not a medical device",
      source.sha256,
    ]) {
      expect(card).toContain(text);
    }
    expect(card).not.toMatch(/undefined|NaN|null|\[object/);
  });

  test.each<[string, Partial<ImportRequest>, RegExp]>([
    ["outputs that nobody names", { weights: formulaWeights(resnetShapes(18, 5)) }, /--layout/],
    [
      "the same with a layout that does not",
      { weights: formulaWeights(resnetShapes(18, 5)), layout: "torchvision" },
      /5 outputs.*--labels/,
    ],
    ["too few labels", { labels: ["Mass", "Nodule"] }, /18 outputs, but 2 names/],
    [
      "a layout of another number",
      { weights: formulaWeights(resnetShapes(18, 5)), layout: "chexnet" },
      /5 outputs, but 14 names/,
    ],
    ["labels that are no findings", { labels: Array(18).fill("cat") }, /None of the labels/],
    [
      "a finding twice",
      { labels: ["Mass", "mass", ...Array(16).fill("")] },
      /Two labels stand for Mass/,
    ],
    ["no classifier", { weights: withoutHead() }, /--weights-only/],
  ])("is refused with %s", (_, change, message) => {
    expect(() => importNetwork(request(change))).toThrow(
      expect.objectContaining({ code: "MODEL_LABELS", message: expect.stringMatching(message) }),
    );
  });

  test("that has more tensors than the network is another one", () => {
    const deeper = new Map(xray).set("layer3.2.conv1.weight", float32([1], [1]));
    for (const go of [
      () => importNetwork(request({ weights: deeper })),
      () => importBackbone(deeper, "resnet18"),
    ]) {
      expect(go).toThrow(
        expect.objectContaining({
          code: "WEIGHT_SHAPE",
          message: expect.stringContaining("layer3.2"),
        }),
      );
    }
  });

  test("is found under a prefix, its classifier beside it or beside what it is a part of", () => {
    for (const [network, head] of [
      ["module.", "module."],
      ["module.backbone.", "module."],
      ["a.b.", ""],
    ]) {
      const weights = new Map(
        [...xray].map(([name, tensor]) => [
          `${name.startsWith("fc.") ? head : network}${name}`,
          tensor,
        ]),
      );
      const { description } = importNetwork(request({ weights }));
      expect(description.imported.labels).toHaveLength(18);
    }
  });
});

describe("model.json of an imported network is refused by the name of what is wrong:", () => {
  const description = {
    ...importNetwork(request()).description,
    graph: { file: "model.onnx", sha256: source.sha256 },
  };
  test.each<[string, object]>([
    ["/findings", { findings: description.findings.slice(1) }],
    ["/findings/0 must be Atelectasis", { findings: description.findings.toReversed() }],
    ["/findings/0", { findings: description.findings.map(({ finding }) => ({ finding })) }],
    ["/imported", { imported: null }],
    ["/imported/source", { imported: { ...description.imported, source: { file: "w.pt" } } }],
    ["/imported/labels", { imported: { ...description.imported, labels: [1] } }],
  ])("%s", (field, change) => {
    const json = JSON.stringify({ ...description, ...change });
    expect(() => parseModelDescription(json, "folder")).toThrow(
      expect.objectContaining({ code: "MODEL_INVALID", message: expect.stringContaining(field) }),
    );
  });
});

describe("labels of others", () => {
  test.each([
    ["Pleural_Thickening", "Pleural_Thickening"],
    ["pleural thickening", "Pleural_Thickening"],
    ["PleuralThickening", "Pleural_Thickening"],
    ["Pleural Effusion", "Effusion"],
    ["EDEMA", "Edema"],
    ["Lung Lesion", null],
    ["Lung Opacity", null],
    ["Enlarged Cardiomediastinum", null],
    ["", null],
  ])("%j stands for %s", (label, finding) => {
    expect(findingOf(label)).toBe(finding);
  });

  test("of TorchXRayVision and CheXNet cover all findings", () => {
    for (const { labels } of [LAYOUTS.torchxrayvision, LAYOUTS.chexnet]) {
      const found = labels.map(findingOf).filter((finding) => finding !== null);
      expect([...found].sort()).toEqual([...FINDINGS].sort());
    }
  });
});

function withoutHead(): Weights {
  return new Map([...xray].filter(([name]) => !name.startsWith("fc.")));
}

test("14 outputs that nobody named are taken for ChestX-ray14's, and the model says so", () => {
  const unnamed = importNetwork({
    ...request({
      weights: formulaWeights(resnetShapes(18, 14)),
      layout: undefined,
      labels: undefined,
    }),
  });
  const named = importNetwork(
    request({
      weights: formulaWeights(resnetShapes(18, 14)),
      layout: "torchvision",
      labels: [...FINDINGS],
    }),
  );
  expect(unnamed.description.findings.map(({ label }) => label)).toEqual([...FINDINGS]);
  expect(unnamed.description.imported.notes).toContainEqual(expect.stringContaining("--labels"));
  expect(named.description.imported.notes).not.toContainEqual(expect.stringContaining("--labels"));
});
