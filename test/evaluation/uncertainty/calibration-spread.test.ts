import { describe, expect, test } from "vitest";
import { learnCalibrationSpread } from "../../../src/evaluation/index.ts";
import { calibrationError } from "../../../src/evaluation/uncertainty/calibration-spread.ts";
import { Random } from "../../../src/random.ts";

const SLOPE = 1.1;
const INTERCEPT = -1;
const COUNT = 1500;

function simulate(seed: number) {
  const random = Random.fromSeed(seed);
  const logits = Array.from({ length: COUNT }, () => random.normal());
  const labels = logits.map((logit) =>
    random.uniform() < 1 / (1 + Math.exp(-(SLOPE * logit + INTERCEPT))) ? 1 : 0,
  );
  return { logits, labels };
}

/** Of the log odds at a logit, by the inverse of logistic regression's Fisher information. */
function closedForm(logits: readonly number[], at: number): number {
  let [a, b, c] = [0, 0, 0];
  for (const logit of logits) {
    const probability = 1 / (1 + Math.exp(-(SLOPE * logit + INTERCEPT)));
    const information = probability * (1 - probability);
    a += information * logit * logit;
    b += information * logit;
    c += information;
  }
  const determinant = a * c - b * b;
  return Math.sqrt((at * at * c - 2 * at * b + a) / determinant);
}

const alone = Array.from({ length: COUNT }, (_, row) => `patient ${row}`);

describe("how far a calibration would differ on other patients", () => {
  const cases = simulate(1);

  test("is logistic regression's standard error, where radiographs are of different patients", () => {
    const spread = learnCalibrationSpread(cases, alone, "platt", { replicates: 400, seed: 2 });
    if (spread === null) throw new Error("There are enough cases.");
    for (const [place, logit] of spread.logits.entries()) {
      const ratio = (spread.standardErrors[place] ?? 0) / closedForm(cases.logits, logit);
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.2);
    }
  });

  test("is twice as large where four radiographs of each patient are the same", () => {
    const fourfold = {
      logits: cases.logits.flatMap((logit) => [logit, logit, logit, logit]),
      labels: cases.labels.flatMap((label) => [label, label, label, label]),
    };
    const patients = alone.flatMap((patient) => [patient, patient, patient, patient]);
    const apart = patients.map((_, row) => `patient ${row}`);
    const options = { replicates: 300, seed: 3 };
    const clustered = learnCalibrationSpread(fourfold, patients, "platt", options);
    const naive = learnCalibrationSpread(fourfold, apart, "platt", options);
    const ratio = (clustered?.standardErrors[4] ?? 0) / (naive?.standardErrors[4] ?? 1);
    expect(ratio).toBeGreaterThan(1.6);
    expect(ratio).toBeLessThan(2.4);
  });

  test("is stated for every method, and null where a class is missing", () => {
    for (const method of ["temperature", "beta", "isotonic"] as const) {
      const spread = learnCalibrationSpread(cases, alone, method, { replicates: 20, seed: 4 });
      expect(spread?.standardErrors.every((error) => error >= 0 && error < 5)).toBe(true);
    }
    const negative = { ...cases, labels: cases.labels.map(() => 0) };
    expect(learnCalibrationSpread(negative, alone, "platt")).toBeNull();
  });

  test("lies on straight lines between what is stated, and never falls beyond it", () => {
    const spread = { logits: [-1, 0, 2], standardErrors: [0.3, 0.1, 0.5] };
    expect(calibrationError(spread, -0.5)).toBeCloseTo(0.2);
    expect(calibrationError(spread, 1)).toBeCloseTo(0.3);
    expect(calibrationError(spread, 4)).toBeCloseTo(0.9);
    expect(calibrationError(spread, -2)).toBeCloseTo(0.5);
    expect(calibrationError({ logits: [0, 1], standardErrors: [0.2, 0.1] }, 5)).toBeCloseTo(0.1);
    expect(calibrationError({ logits: [0], standardErrors: [0.2] }, 5)).toBeCloseTo(0.2);
  });
});
