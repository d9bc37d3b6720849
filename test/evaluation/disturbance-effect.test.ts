import { describe, expect, test } from "vitest";
import {
  brierScore,
  compareModels,
  disturbanceMeter,
  expectedCalibrationError,
  type OutputToEvaluate,
  sigmoid,
} from "../../src/evaluation/index.ts";
import { Random } from "../../src/random.ts";

const NAN = Number.NaN;

function output(
  name: string,
  probabilities: readonly number[],
  labels: readonly number[],
  operatingPoint: number | null = null,
): OutputToEvaluate {
  return { name, logits: probabilities, probabilities, labels, operatingPoint };
}

describe("by hand", () => {
  const patientIds = ["a", "b", "c", "d"];
  const before = [
    output("Effusion", [0.1, 0.4, 0.6, 0.9], [0, 0, 1, 1], 0.5),
    output("Mass", [0.1, 0.1, 0.1, 0.1], [0, 0, 1, NAN], 0.3),
    output("Edema", [0.2, 0.2, 0.2, 0.2], [0, 0, 0, 1]),
  ];
  const after = [
    output("Effusion", [0.1, 0.55, 0.6, 0.4], [0, 0, 1, 1], 0.5),
    output("Mass", [0.1, 0.35, 0.1, 0.1], [0, 0, 1, NAN], 0.3),
    output("Edema", [0.2, 0.2, 0.3, 0.9], [0, 0, 0, 1]),
  ];
  const effect = disturbanceMeter({ findings: before, anyFinding: null, patientIds }).effectOf({
    findings: after,
    anyFinding: null,
  });

  test("a radiograph counts once, however many of its decisions change; without a point none does", () => {
    // The second changes twice, the fourth once; Edema has no operating point.
    expect(effect.changedDecisions).toMatchObject({ correct: 2, of: 4, value: 0.5 });
  });

  test("the median is over radiographs and findings, unknown labels too", () => {
    // 0 0.15 0 0.5 | 0 0.25 0 0 | 0 0 0.1 0.7: the sixth and seventh of twelve are 0.
    expect(effect.medianProbabilityChange).toBe(0);
    const one = disturbanceMeter({ findings: before.slice(0, 1), anyFinding: null, patientIds });
    const ofOne = one.effectOf({ findings: after.slice(0, 1), anyFinding: null });
    // 0 0.15 0 0.5: between 0 and 0.15.
    expect(ofOne.medianProbabilityChange).toBeCloseTo(0.075, 12);
  });

  test("ranking and calibration are not judged by findings with few positives", () => {
    expect(effect.meanAuroc).toBeNull();
    expect(effect.findings).toEqual([]);
    expect(effect.calibration.findings).toEqual({ calibrationError: null, brierScore: null });
  });
});

describe("on many radiographs", () => {
  const random = Random.fromSeed(4);
  const patientIds = Array.from({ length: 300 }, (_, index) => `p${index >> 1}`);
  const labels = [5, 7, 100].map((step) =>
    patientIds.map((_, index) => (index % step === 0 ? 1 : 0)),
  );
  const outputs = (noise: number): OutputToEvaluate[] =>
    ["Effusion", "Mass", "Hernia"].map((name, column) => {
      const logits = (labels[column] ?? []).map((label) => 2 * label - 1 + noise * random.normal());
      return {
        ...{ name, logits, labels: labels[column] ?? [], operatingPoint: 0.5 },
        probabilities: logits.map(sigmoid),
      };
    });
  const [before, after] = [outputs(1), outputs(3)];
  const options = { replicates: 200, seed: 7 };
  const meter = disturbanceMeter(
    { findings: before, anyFinding: before[0] ?? null, patientIds },
    options,
  );

  test("differences are those of two models compared", () => {
    const { meanAuroc, findings } = meter.effectOf({ findings: after, anyFinding: null });
    const compared = compareModels({ findings: after, patientIds }, { findings: before }, options);
    expect(meanAuroc).toEqual(compared.meanAurocOfFrequent);
    expect(meanAuroc?.interval?.high).toBeLessThan(0);
    expect(findings.map(({ name, positives }) => [name, positives])).toEqual([
      ["Effusion", 60],
      ["Mass", 43],
    ]);
    const mean = (values: (number | null)[]) =>
      values.reduce<number>((sum, one) => sum + (one ?? NAN), 0) / values.length;
    expect(mean(findings.map(({ auroc }) => auroc))).toBeCloseTo(meanAuroc?.first ?? NAN, 12);
    expect(mean(findings.map((one) => one.undisturbed))).toBeCloseTo(meanAuroc?.second ?? NAN, 12);
  });

  test("calibration is the mean over findings with enough positives", () => {
    const [effusion, mass] = before;
    const { findings, anyFinding } = meter.undisturbed.calibration;
    const mean = (figure: typeof brierScore) =>
      [effusion, mass].reduce(
        (sum, one) => sum + (figure(one?.probabilities ?? [], one?.labels ?? []) ?? NAN) / 2,
        0,
      );
    expect(findings.brierScore).toBeCloseTo(mean(brierScore), 12);
    expect(findings.calibrationError).toBeCloseTo(
      mean((probabilities, known) => expectedCalibrationError(probabilities, known)),
      12,
    );
    expect(anyFinding.brierScore).toBeCloseTo(
      brierScore(effusion?.probabilities ?? [], effusion?.labels ?? []) ?? NAN,
      12,
    );
  });

  test("what changes nothing has no effect", () => {
    const { meanAuroc, changedDecisions, medianProbabilityChange, calibration } = meter.effectOf({
      findings: before,
      anyFinding: before[0] ?? null,
    });
    expect(meanAuroc).toMatchObject({ difference: 0, interval: { low: 0, high: 0 } });
    expect(changedDecisions).toMatchObject({ value: 0 });
    expect(medianProbabilityChange).toBe(0);
    expect(calibration).toEqual(meter.undisturbed.calibration);
  });
});
