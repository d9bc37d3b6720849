import fc from "fast-check";
import { Check } from "typebox/value";
import { describe, expect, test } from "vitest";
import { LossSchema, type LossSettings } from "../../src/training/losses/index.ts";
import { evaluateLoss, type LossCase } from "./evaluate-loss.ts";

const FREQUENCIES = [0.1, 0.5, 0.02];

const LOSSES: readonly LossSettings[] = [
  { kind: "binary-cross-entropy" },
  { kind: "class-weighted", weighting: "inverse" },
  { kind: "class-weighted", weighting: "complement" },
  { kind: "focal", gamma: 2, alpha: 0.25 },
  { kind: "focal", gamma: 0.5, alpha: null },
  { kind: "asymmetric", gammaPositive: 1, gammaNegative: 4, margin: 0.05 },
  { kind: "asymmetric", gammaPositive: 0, gammaNegative: 0.5, margin: 0.2 },
  { kind: "asymmetric", gammaPositive: 0, gammaNegative: 2, margin: 0 },
];

/** The losses of one label as their papers write them. */
function byDefinition(
  settings: LossSettings,
  logit: number,
  target: number,
  share: number,
): number {
  const p = 1 / (1 + Math.exp(-logit));
  const sides = (present: number, absent: number) => target * present + (1 - target) * absent;
  switch (settings.kind) {
    case "binary-cross-entropy":
      return sides(-Math.log(p), -Math.log(1 - p));
    case "class-weighted":
      return settings.weighting === "inverse"
        ? sides(-Math.log(p) / share, -Math.log(1 - p) / (1 - share))
        : sides(-Math.log(p) * (1 - share), -Math.log(1 - p) * share);
    case "focal": {
      const [positive, negative] =
        settings.alpha === null ? [1, 1] : [settings.alpha, 1 - settings.alpha];
      return sides(
        -positive * (1 - p) ** settings.gamma * Math.log(p),
        -negative * p ** settings.gamma * Math.log(1 - p),
      );
    }
    case "asymmetric": {
      const shifted = Math.max(p - settings.margin, 0);
      return sides(
        -((1 - p) ** settings.gammaPositive) * Math.log(p),
        -(shifted ** settings.gammaNegative) * Math.log(1 - shifted),
      );
    }
  }
}

const label = fc.constantFrom(0, 1, 0.3);
const cases: fc.Arbitrary<LossCase> = fc.integer({ min: 1, max: 4 }).chain((rows) => {
  const table = <Cell>(cell: fc.Arbitrary<Cell>) =>
    fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: rows, maxLength: rows });
  return fc.record({
    logits: table(fc.double({ min: -5, max: 5, noNaN: true })),
    targets: table(label),
    known: table(fc.constantFrom(0, 1, 1)),
    frequencies: fc.constant(FREQUENCIES),
  });
});

describe.each(LOSSES)("%j", (settings) => {
  test("is the mean over known labels of what its paper writes", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (lossCase) => {
        const { loss } = await evaluateLoss(settings, lossCase);
        const known = lossCase.known.flat();
        const sum = lossCase.logits.flat().reduce((total, logit, index) => {
          const target = lossCase.targets.flat()[index] ?? Number.NaN;
          const share = FREQUENCIES[index % 3] ?? Number.NaN;
          return known[index] === 1 ? total + byDefinition(settings, logit, target, share) : total;
        }, 0);
        const expected = sum / Math.max(1, known.filter((one) => one === 1).length);
        expect(Math.abs(loss - expected)).toBeLessThan(2e-6 * (1 + expected));
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  test("gives unknown labels no gradient, whatever target stands in their place", async () => {
    const base = { logits: [[1, -2, 3]], known: [[1, 0, 1]], frequencies: FREQUENCIES };
    const absent = await evaluateLoss(settings, { ...base, targets: [[0, 0, 1]] });
    const present = await evaluateLoss(settings, { ...base, targets: [[0, 1, 1]] });
    expect(present).toEqual(absent);
    expect(absent.gradient[0]).toBeGreaterThan(0);
    expect(absent.gradient[1]).toBeCloseTo(0, 20);
    expect(absent.gradient[2]).toBeLessThan(0);
  });

  test("is 0 without gradient where no label is known", async () => {
    const { loss, gradient } = await evaluateLoss(settings, {
      logits: [[40, -3, 0]],
      targets: [[0, 1, 1]],
      known: [[0, 0, 0]],
      frequencies: FREQUENCIES,
    });
    expect([loss, ...gradient.map(Math.abs)]).toEqual([0, 0, 0, 0]);
  });

  test("stays finite at logits of ±100, and grows no further than its slope where it is right", async () => {
    const logits = [
      [-100, 100, -100],
      [100, -100, 0],
    ];
    const known = [
      [1, 1, 1],
      [1, 1, 1],
    ];
    const right = [
      [0, 1, 0],
      [1, 0, 1],
    ];
    const wrong = right.map((row) => row.map((target) => 1 - target));
    const good = await evaluateLoss(settings, {
      logits,
      targets: right,
      known,
      frequencies: FREQUENCIES,
    });
    const bad = await evaluateLoss(settings, {
      logits,
      targets: wrong,
      known,
      frequencies: FREQUENCIES,
    });
    for (const value of [good.loss, bad.loss, ...good.gradient, ...bad.gradient])
      expect(Number.isFinite(value)).toBe(true);
    expect(bad.loss).toBeGreaterThan(good.loss);
    for (const value of good.gradient.slice(0, 5)) expect(Math.abs(value)).toBeLessThan(1e-6);
  });
});

test("smoothed labels are labels drawn towards one half by ε / 2", async () => {
  const lossCase = { logits: [[2, -1, 0.5]], known: [[1, 1, 1]], frequencies: FREQUENCIES };
  const smoothed = await evaluateLoss(
    { kind: "binary-cross-entropy", labelSmoothing: 0.1 },
    { ...lossCase, targets: [[1, 0, 0.5]] },
  );
  const plain = await evaluateLoss(
    { kind: "binary-cross-entropy" },
    { ...lossCase, targets: [[0.95, 0.05, 0.5]] },
  );
  expect(smoothed.loss).toBeCloseTo(plain.loss, 6);
  for (const [index, slope] of plain.gradient.entries())
    expect(smoothed.gradient[index]).toBeCloseTo(slope, 6);
});

test("a finding without positives has no weight for them, and finite ones for its negatives", async () => {
  const lossCase = { logits: [[2, 2]], known: [[1, 1]], targets: [[1, 0]], frequencies: [0, 0] };
  const settings = { kind: "class-weighted", weighting: "inverse" } as const;
  const { loss, gradient } = await evaluateLoss(settings, lossCase);
  expect(loss).toBeCloseTo(Math.log(1 + Math.exp(2)) / 2, 5);
  expect(gradient[0]).toBeCloseTo(0, 20);
});

test("settings out of range are refused by the schema", () => {
  expect(LOSSES.every((settings) => Check(LossSchema, settings))).toBe(true);
  for (const wrong of [
    { kind: "focal", gamma: -1, alpha: null },
    { kind: "focal", gamma: 2 },
    { kind: "asymmetric", gammaPositive: 1, gammaNegative: 4, margin: 1 },
    { kind: "binary-cross-entropy", labelSmoothing: 1 },
    { kind: "class-weighted", weighting: "sqrt" },
    { kind: "hinge" },
  ]) {
    expect(Check(LossSchema, wrong)).toBe(false);
  }
});
