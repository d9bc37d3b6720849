import { beforeAll, expect, test } from "vitest";
import { fitLinearHead } from "../../src/training/linear-head.ts";
import { FULL_BATCH, madeUpExamples, rowsOf } from "../training/made-up.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";

const EXAMPLES = madeUpExamples(21, { rows: 300, features: 8, outputs: 4, unknown: 0.2 });

let reference: {
  heads: readonly { weight: readonly number[]; bias: number }[];
};
beforeAll(() => {
  reference = askPython("training_reference.py", "python3-sklearn", {
    heads: {
      features: rowsOf(EXAMPLES.features),
      // JSON has no NaN: unknown targets go as null.
      targets: rowsOf(EXAMPLES.targets),
      l2: FULL_BATCH.l2,
    },
  });
}, PYTHON_TIMEOUT);

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
