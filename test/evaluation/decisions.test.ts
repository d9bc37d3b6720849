import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  brierScore,
  brierSkill,
  correctForMany,
  decisionCurve,
  decisionsAt,
  EvaluationError,
  expectedCalibrationError,
  predictiveValuesAt,
  reliability,
} from "../../src/evaluation/index.ts";
import { Random } from "../../src/random.ts";

describe("what a threshold does", () => {
  test("is counted by hand on ten radiographs, one of unknown label", () => {
    const scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.95];
    const labels = [1, 0, 1, 1, 0, 0, 1, 0, 0, Number.NaN];
    const at = decisionsAt(0.5, scores, labels);
    expect(at).toMatchObject({
      ...{ truePositives: 3, falsePositives: 2, trueNegatives: 3, falseNegatives: 1 },
      sensitivity: { value: 3 / 4, of: 4 },
      specificity: { value: 3 / 5, of: 5 },
      positivePredictiveValue: { value: 3 / 5, of: 5 },
      negativePredictiveValue: { value: 3 / 4, of: 4 },
      f1: 6 / 9,
    });
  });

  test("of nothing is not made up", () => {
    expect(decisionsAt(0.5, [0.1], [0])).toMatchObject({
      ...{ sensitivity: null, positivePredictiveValue: null, f1: null },
      negativePredictiveValue: { value: 1 },
    });
    expect(decisionsAt(0.5, [], [])).toMatchObject({ specificity: null, f1: null });
  });

  test("at the prevalence that was counted gives the predictive values that were counted", () => {
    const random = Random.fromSeed(1);
    const labels = Array.from({ length: 500 }, () => (random.uniform() < 0.2 ? 1 : 0));
    const scores = labels.map((label) => label + random.normal());
    const at = decisionsAt(0.7, scores, labels);
    const prevalence = labels.filter((label) => label === 1).length / labels.length;
    const values = predictiveValuesAt(
      prevalence,
      at.sensitivity?.value ?? 0,
      at.specificity?.value ?? 0,
    );
    expect(values.positive).toBeCloseTo(at.positivePredictiveValue?.value ?? 0, 12);
    expect(values.negative).toBeCloseTo(at.negativePredictiveValue?.value ?? 0, 12);
  });

  test("of Altman and Bland's example: sensitivity 0.9, specificity 0.63 to 0.88, prevalence a quarter", () => {
    // Bayes' rule by natural frequencies: of 1,000, 250 have it and 225 are found; of 750, 90 are called.
    expect(predictiveValuesAt(0.25, 0.9, 0.88).positive).toBeCloseTo(225 / (225 + 90), 12);
    expect(predictiveValuesAt(0.25, 0.9, 0.88).negative).toBeCloseTo(660 / (660 + 25), 12);
    expect(predictiveValuesAt(0, 0.9, 1)).toMatchObject({ positive: null, negative: 1 });
    expect(() => predictiveValuesAt(1.5, 0.9, 0.8)).toThrow(EvaluationError);
  });
});

describe("a decision curve", () => {
  test("is the net benefit of its definition", () => {
    const probabilities = [0.05, 0.1, 0.2, 0.4, 0.6];
    const labels = [0, 0, 1, 0, 1];
    const [tenth, half] = decisionCurve(probabilities, labels, [0.1, 0.5]);
    expect(tenth?.model).toBeCloseTo(2 / 5 - (2 / 5) * (0.1 / 0.9), 12);
    expect(tenth?.all).toBeCloseTo(2 / 5 - (3 / 5) * (0.1 / 0.9), 12);
    expect(half?.model).toBeCloseTo(1 / 5, 12);
    expect(half?.all).toBeCloseTo(2 / 5 - 3 / 5, 12);
  });

  test("acting on all is what a model does that is always sure", () => {
    for (const { model, all } of decisionCurve([1, 1, 1, 1], [1, 0, 0, 0])) expect(model).toBe(all);
    expect(decisionCurve([0.3], [Number.NaN])).toEqual([]);
    expect(() => decisionCurve([0.3], [1], [1])).toThrow(EvaluationError);
  });
});

describe("calibration", () => {
  const random = Random.fromSeed(3);
  const probabilities = Array.from({ length: 20_000 }, () => random.uniform() ** 3);
  const labels = probabilities.map((probability) => (random.uniform() < probability ? 1 : 0));

  test.each(["equal-mass", "equal-width"] as const)(
    "bins of %s hold all, and agree where calibrated",
    (binning) => {
      const bins = reliability(probabilities, labels, binning);
      expect(bins).toHaveLength(10);
      expect(bins.reduce((sum, bin) => sum + bin.radiographs, 0)).toBe(20_000);
      expect(bins.reduce((sum, bin) => sum + bin.positives, 0)).toBe(
        labels.filter((one) => one === 1).length,
      );
      for (const { meanProbability, observed } of bins)
        expect(Math.abs(meanProbability - observed.value)).toBeLessThan(0.05);
      expect(expectedCalibrationError(probabilities, labels, binning)).toBeLessThan(0.02);
      const doubled = probabilities.map((probability) => Math.min(2 * probability, 1));
      expect(expectedCalibrationError(doubled, labels, binning)).toBeGreaterThan(0.1);
    },
  );

  test("bins of equal width begin at tenths", () => {
    const bins = reliability([0, 0.0999, 0.1, 0.95, 1], [0, 1, 0, 1, 1], "equal-width");
    expect(bins.map(({ radiographs, positives }) => [radiographs, positives])).toEqual([
      [2, 1],
      [1, 0],
      [2, 2],
    ]);
  });

  test("skill is 0 for who always says the prevalence, 1 for who is always right", () => {
    expect(brierSkill([0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0])).toBeCloseTo(0, 12);
    expect(brierSkill([1, 0, 0, 0], [1, 0, 0, 0])).toBe(1);
    expect(brierSkill([0.9, 0.9], [0, 0])).toBeNull();
    const skill = brierSkill(probabilities, labels) ?? Number.NaN;
    const q = labels.filter((one) => one === 1).length / labels.length;
    expect(skill).toBeCloseTo(1 - (brierScore(probabilities, labels) ?? 0) / (q * (1 - q)), 12);
  });
});

describe("p-values of many tests", () => {
  test("by Holm's hand: 0.01, 0.04, 0.03, 0.005", () => {
    // Ordered 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1, never falling.
    const corrected = correctForMany([0.01, 0.04, 0.03, 0.005]);
    for (const [index, expected] of [0.03, 0.06, 0.06, 0.02].entries())
      expect(corrected[index]).toBeCloseTo(expected, 12);
  });

  test("are never smaller than before, nor larger than by Bonferroni, and keep their order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
        (values) => {
          const corrected = correctForMany(values);
          for (const [index, value] of values.entries()) {
            expect(corrected[index]).toBeGreaterThanOrEqual(value);
            expect(corrected[index]).toBeLessThanOrEqual(
              Math.min(1, value * values.length) + 1e-15,
            );
          }
          const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
          for (let rank = 1; rank < order.length; rank++)
            expect(corrected[order[rank] ?? 0]).toBeGreaterThanOrEqual(
              corrected[order[rank - 1] ?? 0] ?? 0,
            );
        },
      ),
      { seed: 1 },
    );
  });
});
