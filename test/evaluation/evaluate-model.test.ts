import { describe, expect, test } from "vitest";
import {
  compareModels,
  evaluateModel,
  type ModelToEvaluate,
  type OutputToEvaluate,
} from "../../src/evaluation/index.ts";
import { Random } from "../../src/random.ts";

const NAN = Number.NaN;

/** Six radiographs of four patients; probabilities are what is decided by, logits what is ranked by. */
const BY_HAND: ModelToEvaluate = {
  findings: [
    {
      name: "Effusion",
      logits: [3, 2, 1, 0, -1, -2],
      probabilities: [0.9, 0.8, 0.6, 0.4, 0.2, 0.1],
      labels: [1, 0, 1, 0, NAN, 0],
      operatingPoint: 0.5,
      borderline: [false, true, true, true, true, false],
    },
    {
      name: "Mass",
      logits: [0, 1, 2, 3, 4, 5],
      probabilities: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
      labels: [0, 0, 0, 0, 0, 0],
      operatingPoint: null,
    },
  ],
  anyFinding: {
    name: "Any finding",
    logits: [2, 1, -1, -2, 1, -1],
    probabilities: [0.9, 0.7, 0.3, 0.1, 0.7, 0.3],
    labels: [1, 0, 1, 0, 1, 0],
    operatingPoint: 0.5,
  },
  patientIds: ["a", "a", "b", "c", "c", "d"],
  groupings: [{ name: "sex", values: ["F", "F", "F", "M", "M", null] }],
};

describe("a model's evaluation", () => {
  const evaluation = evaluateModel(BY_HAND, { replicates: 200, seed: 1 });
  const [effusion, mass] = evaluation.findings;

  test("by hand: pairs, counts and shares", () => {
    expect(evaluation).toMatchObject({ radiographs: 6, patients: 4 });
    // Positives 3 and 1 against 2, 0 and -2: five of six pairs.
    expect(effusion?.auroc?.value).toBeCloseTo(5 / 6, 12);
    expect(effusion).toMatchObject({ positives: 2, negatives: 3, unknown: 1, prevalence: 2 / 5 });
    expect(effusion?.decisions).toMatchObject({
      sensitivity: { correct: 2, of: 2 },
      specificity: { correct: 2, of: 3 },
      positivePredictiveValue: { correct: 2, of: 3 },
      negativePredictiveValue: { correct: 2, of: 2 },
    });
    // 0.8, 0.6, 0.4 and, of unknown label, 0.2; of the known ones 0.8 is called positive and is not.
    expect(effusion?.borderline).toMatchObject({
      radiographs: 3,
      positives: 1,
      wrong: 1,
      clear: { sensitivity: { correct: 1, of: 1 }, specificity: { correct: 1, of: 1 } },
    });
    expect(mass?.borderline).toBeNull();
    expect(evaluation.anyFinding?.borderline).toBeNull();
    expect(effusion?.brierScore).toBeCloseTo(
      (0.1 ** 2 + 0.8 ** 2 + 0.4 ** 2 + 0.4 ** 2 + 0.1 ** 2) / 5,
      12,
    );
    expect(effusion?.predictiveValues.map(({ prevalence }) => prevalence)).toEqual([
      0.01, 0.05, 0.1, 0.3,
    ]);
  });

  test("a finding that nobody has is not ranked, and is in no mean", () => {
    expect(mass).toMatchObject({
      positives: 0,
      auroc: null,
      averagePrecision: null,
      decisions: null,
    });
    expect(evaluation.meanAuroc?.findings).toBe(1);
    expect(evaluation.meanAuroc?.value).toBeCloseTo(5 / 6, 12);
    expect(evaluation.meanAurocOfFrequent).toBeNull();
  });

  test("underdiagnosis: who has a finding and is called free of any, by group, the unknown last", () => {
    const groups = evaluation.subgroups.map(({ value, falseNoFinding, radiographs, patients }) => [
      value,
      radiographs,
      patients,
      falseNoFinding && [falseNoFinding.correct, falseNoFinding.of],
    ]);
    expect(groups).toEqual([
      ["F", 3, 2, [1, 2]],
      ["M", 2, 1, [0, 1]],
      [null, 1, 1, null],
    ]);
    const [women] = evaluation.subgroups;
    expect(women?.findings[0]).toMatchObject({
      missed: { correct: 0, of: 2 },
      falseAlarms: { correct: 1, of: 1 },
    });
  });
});

describe("two models", () => {
  const random = Random.fromSeed(9);
  const patients = Array.from({ length: 200 }, (_, index) => `p${index >> 1}`);
  const outputs = (signal: number): OutputToEvaluate[] =>
    ["Effusion", "Mass", "Edema"].map((name, column) => {
      const labels = patients.map((_, index) => ((index * 7 + column) % 5 === 0 ? 1 : 0));
      const logits = labels.map((label) => signal * label + random.normal());
      return { name, logits, probabilities: logits.map(() => 0.5), labels, operatingPoint: null };
    });
  const [good, bad] = [outputs(2.5), outputs(0)];

  test("of which one knows nothing are told apart, after correction too", () => {
    const { meanAuroc, findings } = compareModels(
      { findings: good, patientIds: patients },
      { findings: bad },
      { replicates: 300, seed: 2 },
    );
    expect(meanAuroc?.interval?.low).toBeGreaterThan(0.2);
    expect(findings.map(({ name }) => name)).toEqual(["Effusion", "Mass", "Edema"]);
    for (const { pValue, correctedPValue } of findings) {
      expect(correctedPValue).toBeLessThan(0.001);
      expect(correctedPValue).toBeGreaterThanOrEqual(pValue);
    }
  });

  test("are compared by the findings that both have", () => {
    const { meanAuroc, findings } = compareModels(
      { findings: good, patientIds: patients },
      { findings: bad.slice(1) },
      { replicates: 50, seed: 2 },
    );
    expect(findings.map(({ name }) => name)).toEqual(["Mass", "Edema"]);
    expect(meanAuroc?.findings).toBe(2);
  });
});
