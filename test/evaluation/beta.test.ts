import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyBeta, EvaluationError, fitBeta, sigmoid } from "../../src/evaluation/index.ts";
import { Random } from "../../src/random.ts";
import { scored } from "./arbitrary.ts";

const drawn = (count: number, seed: number, chance: (own: number) => number) => {
  const random = Random.fromSeed(seed);
  const logits = Array.from({ length: count }, () => 2 * random.normal() - 1);
  const labels = logits.map((logit) => (random.uniform() < chance(sigmoid(logit)) ? 1 : 0));
  return { logits, labels };
};

describe("beta calibration", () => {
  test("by hand: p / (1 - p) is e^c s^a / (1 - s)^b", () => {
    const [a, b, c, s] = [0.7, 1.6, -0.4, 0.3];
    const odds = (Math.exp(c) * s ** a) / (1 - s) ** b;
    expect(applyBeta({ a, b, c }, Math.log(s / (1 - s)))).toBeCloseTo(odds / (1 + odds), 12);
    expect(applyBeta({ a: 1, b: 1, c: 0 }, -3.2)).toBeCloseTo(sigmoid(-3.2), 12);
    expect(applyBeta({ a: 2, b: 1, c: 0 }, -800)).toBe(0);
    expect(applyBeta({ a: 0, b: 1, c: 0 }, 800)).toBe(1);
  });

  test("finds the network right where it is, and bends where it must", () => {
    const right = drawn(20_000, 1, (s) => s);
    const fit = fitBeta(right.logits, right.labels);
    expect(Math.abs((fit?.a ?? 0) - 1)).toBeLessThan(0.06);
    expect(Math.abs((fit?.b ?? 0) - 1)).toBeLessThan(0.1);
    expect(Math.abs(fit?.c ?? 1)).toBeLessThan(0.12);
    // The square of the network's own probability is a = 2 for low ones, which no line in logits is.
    const bent = drawn(20_000, 2, (s) => s * s);
    const bentFit = fitBeta(bent.logits, bent.labels);
    for (const s of [0.1, 0.3, 0.5, 0.7, 0.9])
      expect(
        Math.abs(applyBeta(bentFit ?? { a: 0, b: 0, c: 0 }, Math.log(s / (1 - s))) - s * s),
      ).toBeLessThan(0.02);
  });

  test("never falls, and keeps the base rate of smoothed labels", () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        const finite = scores.map((score) => Math.max(Math.min(score, 30), -30));
        const fit = fitBeta(finite, labels);
        const known = labels.flatMap((label, index) => (Number.isNaN(label) ? [] : [index]));
        const positives = known.filter((index) => labels[index] === 1).length;
        expect(fit === null).toBe(positives === 0 || positives === known.length);
        if (fit === null) return;
        expect(Math.min(fit.a, fit.b)).toBeGreaterThanOrEqual(0);
        const sum = known.reduce((all, index) => all + applyBeta(fit, finite[index] ?? 0), 0);
        expect(sum / known.length).toBeCloseTo((positives + 0.5) / (known.length + 1), 6);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  test("is level where scores rank upside down, and refuses infinite logits", () => {
    const { logits, labels } = drawn(5000, 3, (s) => 1 - s);
    const fit = fitBeta(logits, labels);
    expect(fit).toMatchObject({ a: 0, b: 0 });
    expect(() => fitBeta([1, Number.POSITIVE_INFINITY], [0, 1])).toThrow(EvaluationError);
  });
});
