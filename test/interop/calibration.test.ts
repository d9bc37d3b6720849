import { beforeAll, describe, expect, test } from "vitest";
import {
  applyBeta,
  type BetaCalibration,
  clusteredRatio,
  clusteredShare,
  fitBeta,
  sigmoid,
} from "../../src/evaluation/index.ts";
import { Random } from "../../src/random.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";

/** Logits, and labels that have the chance that `chance` gives them. */
function drawn(count: number, seed: number, chance: (logit: number) => number) {
  const random = Random.fromSeed(seed);
  const logits = Array.from({ length: count }, () => 1.5 * random.normal() - 1);
  return { logits, labels: logits.map((one) => (random.uniform() < chance(one) ? 1 : 0)) };
}

const CASES = {
  "a network that is right": drawn(2000, 1, sigmoid),
  "low probabilities too low": drawn(2000, 2, (logit) => sigmoid(logit) ** 0.5),
  "a rare finding": drawn(3000, 3, (logit) => 0.03 * sigmoid(2 * logit)),
  "high probabilities that mean nothing": drawn(2000, 4, (logit) =>
    logit < 0 ? sigmoid(2 * logit) : 0.5 - 0.05 * logit,
  ),
};
const SHARE = (() => {
  const random = Random.fromSeed(5);
  const patients = Array.from({ length: 400 }, () => random.below(90));
  const easy = Array.from({ length: 90 }, () => random.uniform());
  return {
    patients,
    correct: patients.map((one) => (random.uniform() < (easy[one] ?? 0) ? 1 : 0)),
  };
})();

let reference: {
  readonly betas: readonly Record<"free" | "shrunken", readonly [number, number, number]>[];
  readonly share: { readonly standardError: number; readonly designEffect: number };
};
beforeAll(() => {
  reference = askPython("calibration_reference.py", "python3-sklearn python3-scipy", {
    betas: Object.values(CASES),
    share: SHARE,
  });
}, PYTHON_TIMEOUT);

describe.each(Object.keys(CASES).map((name, index) => ({ name, index })))(
  "beta calibration of $name",
  ({ name, index }) => {
    const { logits, labels } = CASES[name as keyof typeof CASES];

    test("without the prior is scikit-learn's logistic regression", () => {
      expectSame(fitBeta(logits, labels, { priorPositives: 1e-9 }), reference.betas[index]?.free);
    });

    test("with it is what SciPy finds", () => {
      expectSame(fitBeta(logits, labels), reference.betas[index]?.shrunken);
    });
  },
);

test("NumPy agrees on the standard error of a share by patient", () => {
  const ids = SHARE.patients.map(String);
  const ones = SHARE.correct.map(() => 1);
  const { standardError } = clusteredRatio(SHARE.correct, ones, ids) ?? {};
  expect(standardError).toBeCloseTo(reference.share.standardError, 12);
  expect(reference.share.designEffect).toBeGreaterThan(1.2);
  expect(clusteredShare(SHARE.correct, ids)?.designEffect).toBeCloseTo(
    reference.share.designEffect,
    10,
  );
});

/** The same probabilities; weights that hardly matter may differ a little. */
function expectSame(
  ours: BetaCalibration | null,
  theirs: readonly [number, number, number] | undefined,
): void {
  if (ours === null || theirs === undefined) throw new Error("There is no fit.");
  const [a, b, c] = theirs;
  expect(ours.a).toBeCloseTo(a, 3);
  expect(ours.b).toBeCloseTo(b, 3);
  for (let logit = -5; logit <= 4; logit += 0.5)
    expect(applyBeta(ours, logit)).toBeCloseTo(applyBeta({ a, b, c }, logit), 5);
}
