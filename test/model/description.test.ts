import { describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import { parseModelDescription } from "../../src/model/index.ts";
import { exampleDescription } from "./example-model.ts";

type Json = { [key: string]: Json } & Json[];

const example = {
  ...exampleDescription(),
  graph: { file: "model.onnx", sha256: "0123456789abcdef".repeat(4) },
};

describe("model.json", () => {
  test("comes back as it is", () => {
    expect(parseModelDescription(JSON.stringify(example), "folder")).toEqual(example);
  });

  test("may lack what was not measured", () => {
    const sparse = structuredClone(example);
    sparse.evaluation.heldOut = null;
    for (const output of [...sparse.findings, sparse.abnormal]) {
      output.heldOut = null;
      output.crossValidation.auroc = null;
      output.operatingPoint.sensitivity = null;
    }
    expect(parseModelDescription(JSON.stringify(sparse), "folder")).toEqual(sparse);
  });

  test("states what makes an ensemble's probabilities uncertain", () => {
    const sure = ensemble();
    expect(parseModelDescription(JSON.stringify(sure), "folder")).toEqual(sure);
    const { ensemble: _, ...alone } = sure;
    expect(() => parseModelDescription(JSON.stringify(alone), "folder")).toThrow("no /ensemble");
    const uneven = ensemble({ standardErrors: [0.1] });
    expect(() => parseModelDescription(JSON.stringify(uneven), "folder")).toThrow("2 logits and 1");
    const falling = ensemble({ logits: [1, -1] });
    expect(() => parseModelDescription(JSON.stringify(falling), "folder")).toThrow("do not rise");
  });

  const changes: [field: string, change: (model: Json) => void][] = [
    ["/format", (model) => set(model, "format", 2)],
    ["/name", (model) => set(model, "name", "")],
    ["/version", (model) => set(model, "version", 1)],
    ["title", (model) => drop(model, "title")],
    ["/graph/file", (model) => set(model.graph, "file", "../model.onnx")],
    ["/graph/file", (model) => set(model.graph, "file", "C:\\model.onnx")],
    ["/graph/sha256", (model) => set(model.graph, "sha256", "abc")],
    ["sha256", (model) => drop(model.graph, "sha256")],
    ["/input/size", (model) => set(model.input, "size", 0)],
    ["/input/size", (model) => set(model.input, "size", 128.5)],
    ["/input/size", (model) => set(model.input, "size", 1e9)],
    ["/heatmaps/rows", (model) => set(model.heatmaps, "rows", 0)],
    ["method", (model) => drop(model.heatmaps, "method")],
    ["/findings", (model) => model.findings?.pop()],
    ["/findings", (model) => set(model, "findings", {})],
    ["/findings/3/finding", (model) => set(model.findings?.[3], "finding", "Infiltrate")],
    ["/findings/0/calibration/slope", (model) => set(model.findings?.[0]?.calibration, "slope", 0)],
    [
      "/findings/13/calibration/intercept",
      (model) => set(model.findings?.[13]?.calibration, "intercept", null),
    ],
    ["/findings/5/prevalence", (model) => set(model.findings?.[5], "prevalence", 1.01)],
    [
      "/findings/5/operatingPoint/probability",
      (model) => set(model.findings?.[5]?.operatingPoint, "probability", -0.01),
    ],
    [
      "/findings/5/operatingPoint/sensitivity",
      (model) => set(model.findings?.[5]?.operatingPoint, "sensitivity", 0.9),
    ],
    [
      "/findings/2/crossValidation/positives",
      (model) => set(model.findings?.[2]?.crossValidation, "positives", -1),
    ],
    ["/abnormal", (model) => drop(model.abnormal, "calibration")],
    ["/evaluation", (model) => drop(model.evaluation, "heldOut")],
    ["/training/seed", (model) => set(model.training, "seed", "1")],
    ["/training/notes/0", (model) => set(model.training, "notes", [1])],
  ];
  test.each(changes)("is refused by the name of what is wrong: %s", (field, change) => {
    const broken = JSON.parse(JSON.stringify(example)) as Json;
    change(broken);
    expectRefusal(JSON.stringify(broken), field);
  });

  test("is refused where findings stand in another order", () => {
    const swapped = structuredClone(example);
    [swapped.findings[4], swapped.findings[9]] = [
      swapped.findings[9] as (typeof swapped.findings)[number],
      swapped.findings[4] as (typeof swapped.findings)[number],
    ];
    expectRefusal(JSON.stringify(swapped), `/findings/4 must be ${FINDINGS[4]}`);
    const doubled = structuredClone(example);
    doubled.findings[1] = structuredClone(doubled.findings[0] as (typeof doubled.findings)[number]);
    expectRefusal(JSON.stringify(doubled), `/findings/1 must be ${FINDINGS[1]}`);
  });

  test.each(["", "{", "null", "[]", "3"])("is refused where it is %j", (json) => {
    expectRefusal(json, "model.json");
  });

  test("is refused where a number is too large to be one", () => {
    const json = JSON.stringify(example).replace(/"slope":[0-9.]+/, '"slope":1e999');
    expectRefusal(json, "/findings/0/calibration/slope");
  });
});

function set(target: Json | undefined, key: string, value: unknown): void {
  expect(target).toHaveProperty(key);
  Object.assign(target ?? {}, { [key]: value });
}

function drop(target: Json | undefined, key: string): void {
  expect(target).toHaveProperty(key);
  if (target) delete target[key];
}

function expectRefusal(json: string, field: string): void {
  expect(() => parseModelDescription(json, "models/mine")).toThrow(
    expect.objectContaining({
      name: "ModelError",
      code: "MODEL_INVALID",
      message: expect.stringContaining(field),
      fields: expect.objectContaining({ folder: "models/mine" }),
    }),
  );
}

function ensemble(calibration: object = {}) {
  const uncertainty = {
    fits: { variance: 0.1, patients: 0.05, weight: 0.2, usual: 0.3, quantile: 2.1 },
    calibration: { logits: [-1, 1], standardErrors: [0.2, 0.1], ...calibration },
  };
  return { ...example, ensemble: { fits: 3 }, abnormal: { ...example.abnormal, uncertainty } };
}
