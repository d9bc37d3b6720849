import { describe, expect, test } from "vitest";
import { atPrevalence, type RecalibratedOutput } from "../../src/evaluation/index.ts";
import { FINDINGS } from "../../src/findings/index.ts";
import {
  decisionRules,
  type ImportedModelDescription,
  importedModelCard,
  type ModelChange,
  modelCard,
  type OutputChange,
  parseModelDescription,
  recalibrateModel,
  type TrainedModelDescription,
} from "../../src/model/index.node.ts";
import { exampleDescription } from "./example-model.ts";

const graph = { file: "model.onnx", sha256: "0".repeat(64) };
const trained: TrainedModelDescription = { ...exampleDescription(), graph };
const imported: ImportedModelDescription = {
  format: 1,
  name: "theirs",
  version: "1.0.0",
  title: "Their network",
  graph,
  input: { size: 64 },
  heatmaps: { rows: 2, columns: 2, method: "made up" },
  findings: FINDINGS.map((finding) => ({
    finding,
    label: finding === "Hernia" ? null : finding.toLowerCase(),
  })),
  imported: {
    architecture: "resnet18",
    layout: "torchvision",
    inputRange: "imagenet",
    labels: FINDINGS.map((finding) => finding.toLowerCase()),
    source: { file: "w.pt", sha256: "ab".repeat(32), address: null, licence: null },
    notes: [],
  },
};

const interval = { low: 0.61, high: 0.83 };
const estimate = { value: 0.077, interval };
const figures = { brierScore: estimate, calibrationError: estimate };
const share = { value: 0.72, correct: 36, of: 50, interval, designEffect: 1.4 };

function recalibrated(change: Partial<RecalibratedOutput> = {}): RecalibratedOutput {
  return {
    name: "made up",
    radiographs: 500,
    patients: 311,
    positives: 50,
    auroc: { value: 0.777, standardError: 0.01, interval },
    observedBefore: { value: 1.234, interval, standardError: 0.1 },
    fitted: {
      calibration: { method: "beta", a: 1.1, b: 0.2, c: -0.5 },
      operatingPoint: 0.123,
      figures: { before: figures, after: figures, gain: figures },
      observedAfter: { value: 1.001, interval, standardError: 0.1 },
      spread: { logits: [-3, 1], standardErrors: [0.4, 0.2] },
      strict: { observedToExpected: 9000, slope: 4000 },
    },
    kept: null,
    sensitivity: share,
    specificity: share,
    needs: [],
    enough: true,
    ...change,
  };
}

const tooFew = recalibrated({ fitted: null, kept: "fewer than 20 positives", enough: false });

/** Effusion is fitted, Mass has too few, of the others nothing is known. */
function change(more: Partial<Record<string, Partial<OutputChange>>> = {}): ModelChange {
  const of = (name: string): OutputChange => ({
    recalibrated: name === "Effusion" ? recalibrated() : name === "Mass" ? tooFew : null,
    goal: "largest Youden index",
    prevalence: undefined,
    ...more[name],
  });
  return {
    sha256: "cd".repeat(32),
    fitted: {
      population: "Our hospital",
      radiographs: 500,
      patients: 311,
      listSha256: "ef".repeat(32),
      method: "beta",
      operatingPoint: "youden",
      folds: 5,
      seed: 1,
      replicates: 1000,
    },
    findings: FINDINGS.map(of),
    abnormal: of("abnormal"),
  };
}

const at = (finding: string) => FINDINGS.indexOf(finding as (typeof FINDINGS)[number]);

function reread<Model extends object>(model: Model): Model & { readonly graph: typeof graph } {
  const complete = { ...model, graph };
  expect(parseModelDescription(JSON.stringify(complete), "folder")).toEqual(
    JSON.parse(JSON.stringify(complete)),
  );
  return complete;
}

describe("a trained model that is calibrated anew", () => {
  const model = reread(recalibrateModel(trained, change()) as typeof trained);

  test("has the new calibration and operating point with their evidence, and nothing else changes", () => {
    const effusion = model.findings[at("Effusion")];
    expect(effusion).toMatchObject({
      calibration: { method: "beta", a: 1.1 },
      prevalence: 0.1,
      operatingPoint: { probability: 0.123, sensitivity: { correct: 36, of: 50 } },
      recalibration: { population: "Our hospital", positives: 50, enough: true },
      crossValidation: trained.findings[at("Effusion")]?.crossValidation,
    });
    for (const [index, finding] of model.findings.entries())
      if (index !== at("Effusion")) expect(finding).toEqual(trained.findings[index]);
    expect(model.abnormal).toEqual(trained.abnormal);
    expect(model.training).toEqual(trained.training);
    expect(model.recalibration).toMatchObject({
      from: { name: "example", version: "4.5.6", sha256: "cd".repeat(32) },
      fitted: { radiographs: 500, listSha256: "ef".repeat(32) },
    });
  });

  test("is as uncertain between fits as before, and as its new calibration is", () => {
    const fits = { variance: 0.1, patients: null, weight: 0.2, usual: 0.3, quantile: 2.1 };
    const old = { fits, calibration: { logits: [0], standardErrors: [0.01] } };
    const sure = {
      ...trained,
      ensemble: { fits: 3 },
      findings: trained.findings.map((finding) => ({ ...finding, uncertainty: old })),
    };
    const { findings } = reread(recalibrateModel(sure, change()) as typeof sure);
    expect(findings[at("Effusion")]?.uncertainty).toEqual({
      fits,
      calibration: { logits: [-3, 1], standardErrors: [0.4, 0.2] },
    });
    expect(findings[at("Mass")]?.uncertainty).toEqual(old);
  });

  test("says so in its version, which what was decided determines", () => {
    expect(model.version).toMatch(/^4\.5\.6\+recalibrated\.[0-9a-f]{8}$/);
    expect(recalibrateModel(trained, change()).version).toBe(model.version);
    const other = recalibrateModel(
      trained,
      change({ Effusion: { recalibrated: recalibrated({ positives: 51 }) } }),
    );
    expect(other.version).not.toBe(model.version);
    // Calibrated once more, it has one mark still.
    const again = recalibrateModel(model, change());
    expect(again.version).toMatch(/^4\.5\.6\+recalibrated\.[0-9a-f]{8}$/);
    expect(again.title).toBe("A made-up model, recalibrated");
    expect(recalibrateModel(trained, { ...change(), name: "ours" }).name).toBe("ours");
  });

  test("reads by it", () => {
    const rules = decisionRules(model);
    expect(rules.findings[at("Effusion")]).toMatchObject({
      calibration: { method: "beta" },
      operatingPoint: 0.123,
      isChosen: true,
    });
    expect(rules.findings[at("Mass")]).toEqual(decisionRules(trained).findings[at("Mass")]);
  });

  test("has a card that says where it was calibrated", () => {
    const card = modelCard(model);
    expect(card).toContain("Fitted on Our hospital: 500 radiographs of 311 patients");
    expect(card).toContain("ef".repeat(32));
    expect(card).toMatch(/\| Effusion \| 50 \| 0\.777 \(0\.610 to 0\.830\) \| 1\.234 .* → 1\.001/);
    expect(card).not.toContain("Fitted on out-of-fold predictions");
    expect(modelCard(trained)).toContain("Fitted on out-of-fold predictions");
  });
});

describe("another prevalence", () => {
  const moved = recalibrateModel(trained, {
    ...change({ Effusion: { recalibrated: null, prevalence: 0.02 } }),
    fitted: null,
  }) as typeof trained;

  test("moves probabilities and the operating point together", () => {
    const [before, after] = [trained, reread(moved)].map(
      ({ findings }) => findings[at("Effusion")],
    );
    if (before === undefined || after === undefined) throw new Error("Effusion is a finding.");
    expect(after.calibration).toEqual({
      ...before.calibration,
      shift: { from: before.prevalence, to: 0.02 },
    });
    expect(after.prevalence).toBe(0.02);
    expect(after.operatingPoint.probability).toBe(
      atPrevalence(before.operatingPoint.probability, before.prevalence, 0.02),
    );
    expect(after.operatingPoint.sensitivity).toEqual(before.operatingPoint.sensitivity);
    expect(moved.recalibration?.fitted).toBeNull();
    expect(modelCard(moved)).toMatch(
      /Moved to another prevalence .*Effusion \(0\.\d{3} to 0\.020\)/,
    );
  });

  test("and back is what it was", () => {
    const before = trained.findings[at("Effusion")];
    const back = recalibrateModel(
      { ...moved, graph },
      {
        ...change({ Effusion: { recalibrated: null, prevalence: before?.prevalence } }),
        fitted: null,
      },
    ) as typeof trained;
    expect(back.findings[at("Effusion")]?.operatingPoint.probability).toBeCloseTo(
      before?.operatingPoint.probability ?? 0,
      12,
    );
  });

  test("of a finding without a calibration is refused, and so is a change of nothing", () => {
    const shift = change({ Mass: { prevalence: 0.02 } });
    expect(() => recalibrateModel(imported, shift)).toThrow(/Mass can't be moved to a prevalence/);
    expect(() => recalibrateModel(trained, change({ Effusion: { recalibrated: tooFew } }))).toThrow(
      /No finding has enough cases/,
    );
  });
});

describe("an imported network that is calibrated", () => {
  const model = reread(recalibrateModel(imported, change()) as typeof imported);

  test("reads what was calibrated and leaves the rest out", () => {
    const rules = decisionRules(model);
    expect(rules.calibrated).toBe(true);
    expect(rules.findings.filter((rule) => rule !== null)).toHaveLength(1);
    expect(rules.findings[at("Effusion")]).toMatchObject({ operatingPoint: 0.123, isChosen: true });
    expect(decisionRules(imported).findings.filter((rule) => rule !== null)).toHaveLength(13);
  });

  test("has a card that says so", () => {
    const card = importedModelCard(model);
    expect(card).toContain("Fitted on Our hospital");
    expect(card).toMatch(/\| Effusion \| 0\.100 \| 0\.123 \| 0\.720 \(0\.610 to 0\.830\)/);
    expect(card).not.toContain("Not calibrated");
    expect(importedModelCard(imported)).toContain("Not calibrated");
  });
});

describe("model.json with a calibration that falls", () => {
  const steps = (scores: number[], probabilities: number[]) => {
    const model = structuredClone(trained);
    Object.assign(model.findings[3] ?? {}, {
      calibration: { method: "isotonic", scores, probabilities },
    });
    return () => parseModelDescription(JSON.stringify(model), "folder");
  };
  test.each([
    ["probabilities that fall", [0, 1], [0.5, 0.4]],
    ["scores that fall", [1, 0], [0.4, 0.5]],
    ["fewer probabilities than scores", [0, 1], [0.5]],
  ])("is refused: %s", (_, scores, probabilities) => {
    expect(steps(scores, probabilities)).toThrow(/isotonic/);
    expect(steps([0, 1], [0.4, 0.5])).not.toThrow();
  });
});
