import { describe, expect, test } from "vitest";
import type { DecisionRule } from "../../src/model/index.ts";
import { decide } from "../../src/reading/decide.ts";

const rule: DecisionRule = {
  calibration: { method: "platt", slope: 1, intercept: 0 },
  operatingPoint: 0.5,
  isChosen: true,
  uncertainty: {
    fits: { variance: 0.01, patients: null, weight: 1, usual: 0.1, quantile: 2 },
    count: 4,
    calibration: { logits: [-1, 1], standardErrors: [0, 0] },
  },
};

/** With the rule's figures the interval reaches just as far as the fits' spread, in logits. */
const SPREAD = 0.3;

describe("what is decided of a logit", () => {
  test.each([
    [-0.31, false, false],
    [-0.29, false, true],
    [0, true, true],
    [0.29, true, true],
    [0.31, true, false],
  ])(
    "at a logit of %f, with a reach of 0.3 around an operating point at 0",
    (logit, positive, borderline) => {
      const decided = decide(rule, logit, SPREAD);
      expect(decided).toMatchObject({ positive, borderline });
      expect(decided.interval?.low).toBeCloseTo(1 / (1 + Math.exp(-(logit - SPREAD))), 10);
      expect(decided.interval?.high).toBeCloseTo(1 / (1 + Math.exp(-(logit + SPREAD))), 10);
    },
  );

  test("nothing is borderline without an operating point, or without intervals", () => {
    expect(decide({ ...rule, isChosen: false }, 0, SPREAD)).toMatchObject({
      positive: false,
      borderline: false,
      interval: { low: expect.any(Number) },
    });
    const none = { positive: true, borderline: false, interval: null };
    expect(decide({ ...rule, uncertainty: null }, 0, SPREAD)).toMatchObject(none);
    // A network that states no spread of its own is as sure of each radiograph as of a usual one.
    expect(decide(rule, 0, null)).toEqual(decide(rule, 0, 0.1));
    expect(decide(null, 0, SPREAD)).toMatchObject({ probability: null, interval: null });
  });
});
