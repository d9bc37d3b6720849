import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyCalibration,
  atPrevalence,
  CALIBRATION_METHODS,
  type Calibration,
  fitCalibration,
  OWN_PROBABILITY,
  sigmoid,
} from "../../src/evaluation/index.ts";
import { scored } from "./arbitrary.ts";

describe("a calibration", () => {
  test("is what its method says", () => {
    expect(applyCalibration(OWN_PROBABILITY, 0.3)).toBe(sigmoid(0.3));
    expect(applyCalibration({ method: "temperature", temperature: 2 }, 3)).toBe(sigmoid(1.5));
    expect(applyCalibration({ method: "platt", slope: 2, intercept: -1 }, 3)).toBe(sigmoid(5));
    expect(applyCalibration({ method: "beta", a: 1, b: 1, c: 1 }, 3)).toBeCloseTo(sigmoid(4), 12);
    const steps = { method: "isotonic", scores: [0, 2], probabilities: [0.2, 0.4] } as const;
    expect(applyCalibration(steps, 1)).toBeCloseTo(0.3, 12);
  });

  test("moves to another prevalence by Bayes' rule", () => {
    const shift = { from: 0.1, to: 0.02 };
    for (const calibration of [
      { method: "platt", slope: 1.4, intercept: -0.3 },
      { method: "isotonic", scores: [-1, 1], probabilities: [0.05, 0.6] },
    ] satisfies Calibration[])
      for (const logit of [-2, 0.4, 3])
        expect(applyCalibration({ ...calibration, shift }, logit)).toBe(
          atPrevalence(applyCalibration(calibration, logit), 0.1, 0.02),
        );
    // Of Platt scaling that is another intercept.
    const odds = (q: number) => Math.log(q / (1 - q));
    expect(
      applyCalibration({ method: "platt", slope: 1.4, intercept: -0.3, shift }, 0.7),
    ).toBeCloseTo(sigmoid(1.4 * 0.7 - 0.3 + odds(0.02) - odds(0.1)), 12);
  });

  test.each(CALIBRATION_METHODS)("by %s never turns the order round, nor is sure", (method) => {
    fc.assert(
      fc.property(
        scored,
        fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 2, maxLength: 20 }),
        ({ scores, labels }, asked) => {
          const finite = scores.map((score) => Math.max(Math.min(score, 8), -8));
          const fitted = fitCalibration(method, finite, labels);
          if (fitted === null) return;
          const calibration = { ...fitted, shift: { from: 0.3, to: 0.05 } };
          const probabilities = asked
            .toSorted((one, other) => one - other)
            .map((logit) => applyCalibration(calibration, logit));
          for (const [index, probability] of probabilities.entries()) {
            expect(probability).toBeGreaterThanOrEqual(probabilities[index - 1] ?? 0);
            if (method === "isotonic") {
              expect(probability).toBeGreaterThan(0);
              expect(probability).toBeLessThan(1);
            }
          }
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });

  test("can't be fitted without one of the classes", () => {
    for (const method of CALIBRATION_METHODS) {
      expect(fitCalibration(method, [1, 2], [1, 1])).toBeNull();
      expect(fitCalibration(method, [1, 2], [0, Number.NaN])).toBeNull();
    }
  });
});
