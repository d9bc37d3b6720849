import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyPlatt, auroc, fitPlatt, sigmoid } from "../../src/evaluation/index.ts";
import { MINIMUM_SLOPE } from "../../src/evaluation/platt-optimum.ts";
import { Random } from "../../src/random.ts";

const logits = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: -50, max: 50, noNaN: true }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);
const cohort = fc.array(fc.record({ logit: logits, label: fc.constantFrom(0, 1) }), {
  minLength: 1,
  maxLength: 40,
});

describe("fitPlatt", () => {
  test("finds the line that made the labels when there are many", () => {
    const { logits, labels } = simulated(40_000, { slope: 0.5, intercept: -1 }, 1);
    const scaling = fitPlatt(logits, labels);
    expect(scaling?.slope).toBeCloseTo(0.5, 1);
    expect(scaling?.intercept).toBeCloseTo(-1, 1);
  });

  test("leaves a calibrated network alone", () => {
    const { logits, labels } = simulated(40_000, { slope: 1, intercept: 0 }, 2);
    const scaling = fitPlatt(logits, labels);
    expect(scaling?.slope).toBeCloseTo(1, 1);
    expect(Math.abs(scaling?.intercept ?? 9)).toBeLessThan(0.05);
  });

  test("shrinks the slope towards 1 by m / (m + k), to first order", () => {
    const { logits, labels } = simulated(4000, { slope: 1.4, intercept: -3 }, 3, 0.5);
    const positives = labels.filter((label) => label === 1).length;
    const count = (positives * (labels.length - positives)) / labels.length;
    const free = fitPlatt(logits, labels, { priorPositives: 1e-9 })?.slope ?? 0;
    for (const priorPositives of [20, count, 1000]) {
      const { slope = 0 } = fitPlatt(logits, labels, { priorPositives }) ?? {};
      const expected = ((free - 1) * count) / (count + priorPositives);
      expect((slope - 1) / expected).toBeGreaterThan(0.8);
      expect((slope - 1) / expected).toBeLessThan(1.25);
    }
  });

  test("shrinks more where positives are few", () => {
    const { logits, labels } = simulated(2000, { slope: 0.4, intercept: -2 }, 4);
    const tenTimes = (values: number[]) => Array.from({ length: 10 }, () => values).flat();
    const few = fitPlatt(logits, labels)?.slope ?? 0;
    const many = fitPlatt(tenTimes(logits), tenTimes(labels))?.slope ?? 0;
    expect(1 - few).toBeGreaterThan(0);
    expect(1 - many).toBeGreaterThan(1 - few);
  });

  test("is finite and of positive slope for any data, with the base rate as its mean", () => {
    fc.assert(
      fc.property(cohort, fc.constantFrom(0.01, 20), (rows, priorPositives) => {
        const values = rows.map(({ logit }) => logit);
        const labels = rows.map(({ label }) => label);
        const scaling = fitPlatt(values, labels, { priorPositives });
        if (scaling === null) throw new Error("labels are known");
        expect(scaling.slope).toBeGreaterThanOrEqual(MINIMUM_SLOPE);
        expect(Number.isFinite(scaling.intercept)).toBe(true);
        const probabilities = values.map((value) => applyPlatt(scaling, value));
        const mean = probabilities.reduce((sum, value) => sum + value, 0) / rows.length;
        const positives = labels.filter((label) => label === 1).length;
        expect(mean).toBeCloseTo((positives + 0.5) / (rows.length + 1), 6);
      }),
      { numRuns: 500 },
    );
  });

  test("never changes the ranking, not even of an inverted network", () => {
    const { logits, labels } = simulated(500, { slope: 1, intercept: -1 }, 5);
    const inverted = logits.map((logit) => -logit);
    const scaling = fitPlatt(inverted, labels);
    expect(scaling?.slope).toBe(MINIMUM_SLOPE);
    const probabilities = inverted.map((logit) =>
      applyPlatt(scaling ?? { slope: 0, intercept: 0 }, logit),
    );
    expect(auroc(probabilities, labels)).toBe(auroc(inverted, labels));
  });

  test.each([
    ["separable", [-2, -1, 1, 2], [0, 0, 1, 1]],
    ["separable by far", [-1e4, -1e4, 1e4, 1e4], [0, 0, 1, 1]],
    ["separable, upside down", [-1e4, -1e4, 1e4, 1e4], [1, 1, 0, 0]],
    ["one case", [3], [1]],
    ["only negatives", [-3, -2, -1, 5], [0, 0, 0, 0]],
    ["only positives", [-3, -2, -1, 5], [1, 1, 1, 1]],
    ["equal logits", [2, 2, 2], [0, 1, 0]],
    [
      "one outlier",
      [...Array.from({ length: 999 }, () => 0), 1e6],
      [1, ...Array.from({ length: 999 }, () => 0)],
    ],
  ])("gives the base rate on average and does not diverge: %s", (_, values, labels) => {
    const scaling = fitPlatt(values, labels);
    if (scaling === null) throw new Error("labels are known");
    const mean = values.reduce((sum, value) => sum + applyPlatt(scaling, value), 0) / values.length;
    const positives = labels.reduce((sum, label) => sum + label, 0);
    expect(mean).toBeCloseTo((positives + 0.5) / (labels.length + 1), 6);
    expect(scaling.slope).toBeLessThan(10);
  });

  test("equal logits leave the slope at 1", () => {
    expect(fitPlatt([2, 2, 2], [0, 1, 0])?.slope).toBe(1);
  });

  test("moves with the logits: a shift goes into the intercept", () => {
    const { logits, labels } = simulated(300, { slope: 0.7, intercept: -1 }, 6);
    const scaling = fitPlatt(logits, labels);
    const shifted = fitPlatt(
      logits.map((logit) => logit + 3),
      labels,
    );
    expect(shifted?.slope).toBeCloseTo(scaling?.slope ?? 0, 8);
    expect(shifted?.intercept).toBeCloseTo(
      (scaling?.intercept ?? 0) - 3 * (scaling?.slope ?? 0),
      8,
    );
  });

  test("leaves unknown labels out and is null if all are", () => {
    const { logits, labels } = simulated(100, { slope: 1, intercept: 0 }, 7);
    const more = fitPlatt([...logits, 99], [...labels, Number.NaN]);
    expect(more).toEqual(fitPlatt(logits, labels));
    expect(fitPlatt([1], [Number.NaN])).toBeNull();
  });

  test("refuses infinite logits and a prior of nothing", () => {
    expect(() => fitPlatt([1, Infinity], [0, 1])).toThrow("the logit of case 1 is Infinity");
    expect(() => fitPlatt([1], [1], { priorPositives: 0 })).toThrow("give a number above 0");
  });
});

test("sigmoid is accurate at both ends", () => {
  expect([sigmoid(0), sigmoid(-800), sigmoid(800)]).toEqual([0.5, 0, 1]);
  expect(sigmoid(-40) / Math.exp(-40)).toBeCloseTo(1, 12);
});

function simulated(
  count: number,
  { slope, intercept }: { slope: number; intercept: number },
  seed: number,
  spread = 1.5,
): { logits: number[]; labels: number[] } {
  const random = Random.fromSeed(seed);
  const logits = Array.from({ length: count }, () => spread * random.normal());
  const labels = logits.map((logit) =>
    random.uniform() < sigmoid(slope * logit + intercept) ? 1 : 0,
  );
  return { logits, labels };
}
