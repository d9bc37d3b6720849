import { beforeAll, expect, test } from "vitest";
import { Adam } from "../../src/training/adam.ts";
import { fitLinearHead } from "../../src/training/linear-head.ts";
import { gradientAt } from "../training/adam-reference.ts";
import { FULL_BATCH, madeUpExamples, rowsOf } from "../training/made-up.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";

const SIZE = 14;
const START = Array.from({ length: SIZE }, (_, index) => index / 10 - 0.5);
const STEPS = Array.from({ length: 20 }, (_, index) => ({
  gradient: gradientAt(index + 1, SIZE),
  rate: index < 10 ? 0.01 : 0.003,
}));
const EXAMPLES = madeUpExamples(21, { rows: 300, features: 8, outputs: 4, unknown: 0.2 });

let reference: {
  adam: readonly (readonly number[])[];
  heads: readonly { weight: readonly number[]; bias: number }[];
};
beforeAll(() => {
  reference = askPython("training_reference.py", "python3-torch python3-sklearn", {
    adam: {
      start: START,
      gradients: STEPS.map(({ gradient }) => Array.from(gradient)),
      rates: STEPS.map(({ rate }) => rate),
    },
    heads: {
      features: rowsOf(EXAMPLES.features),
      // JSON has no NaN: unknown targets go as null.
      targets: rowsOf(EXAMPLES.targets),
      l2: FULL_BATCH.l2,
    },
  });
}, PYTHON_TIMEOUT);

test("Adam goes the way of torch.optim.Adam for 20 steps", () => {
  const [weights, adam] = [Float32Array.from(START), new Adam(SIZE)];
  for (const [step, { gradient, rate }] of STEPS.entries()) {
    adam.update(weights, gradient, rate);
    for (const [index, expected] of (reference.adam[step] ?? []).entries())
      expect(weights[index]).toBeCloseTo(expected, 6);
  }
  expect(reference.adam).toHaveLength(20);
});

test("the linear head converges to scikit-learn's logistic regression, unknown targets left out", () => {
  const { head } = fitLinearHead(EXAMPLES, { settings: FULL_BATCH, seed: 3 });
  const weights = rowsOf(head.weight);
  expect(reference.heads).toHaveLength(4);
  for (const [output, { weight, bias }] of reference.heads.entries()) {
    expect(Math.max(...weight.map(Math.abs))).toBeGreaterThan(0.2);
    for (const [feature, expected] of weight.entries())
      expect(weights[output]?.[feature]).toBeCloseTo(expected, 5);
    expect(head.bias[output]).toBeCloseTo(bias, 5);
  }
});
