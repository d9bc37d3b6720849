import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyIsotonic,
  atPrevalence,
  chooseOperatingPoint,
  EvaluationError,
  fitIsotonic,
  fitTemperature,
  sigmoid,
} from "../../src/evaluation/index.ts";
import { Random } from "../../src/random.ts";
import { scored } from "./arbitrary.ts";

/** Labels drawn with the probability of their logit. */
function drawn(count: number, seed: number) {
  const random = Random.fromSeed(seed);
  const logits = Array.from({ length: count }, () => 2 * random.normal() - 1);
  return { logits, labels: logits.map((logit) => (random.uniform() < sigmoid(logit) ? 1 : 0)) };
}

describe("a temperature", () => {
  test.each([0.5, 1, 3])("of %d is found again", (temperature) => {
    const { logits, labels } = drawn(40_000, 1);
    const found = fitTemperature(
      logits.map((logit) => temperature * logit),
      labels,
    );
    expect(Math.abs((found ?? 0) / temperature - 1)).toBeLessThan(0.05);
  });

  test("makes the labels likelier than any other near it", () => {
    const { logits, labels } = drawn(500, 2);
    const best = fitTemperature(logits, labels) ?? Number.NaN;
    const loss = (temperature: number) =>
      logits.reduce((sum, logit, index) => {
        const p = sigmoid(logit / temperature);
        return sum - Math.log(labels[index] === 1 ? p : 1 - p);
      }, 0);
    for (const factor of [0.9, 0.99, 1.01, 1.1])
      expect(loss(best * factor)).toBeGreaterThan(loss(best));
  });

  test("of one class, or of scores that are upside down, is none, or the hottest", () => {
    expect(fitTemperature([1, 2], [1, 1])).toBeNull();
    expect(fitTemperature([1, 2, -1, -2], [0, 0, 1, 1])).toBe(20);
  });
});

describe("isotonic calibration", () => {
  test("by hand: violators are pooled", () => {
    const fit = fitIsotonic([1, 2, 3, 4, 5, 6], [0, 1, 0, 0, 1, 1]);
    // 2, 3 and 4 pool to a third.
    expect(fit?.scores).toEqual([1, 2, 4, 5, 6]);
    for (const [index, expected] of [0, 1 / 3, 1 / 3, 1, 1].entries())
      expect(fit?.probabilities[index]).toBeCloseTo(expected, 12);
    if (fit === null) throw new Error("There is no fit.");
    expect(applyIsotonic(fit, 1.5)).toBeCloseTo(1 / 6, 12);
    expect(applyIsotonic(fit, -3)).toBe(0);
    expect(applyIsotonic(fit, 9)).toBe(1);
  });

  test("rises, keeps the mean, and is nowhere beaten by a level stretch", () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        const finite = scores.map((score) => Math.max(Math.min(score, 1e6), -1e6));
        const fit = fitIsotonic(finite, labels);
        if (fit === null) return;
        for (let i = 1; i < fit.scores.length; i++) {
          expect(fit.scores[i]).toBeGreaterThan(fit.scores[i - 1] ?? 0);
          expect(fit.probabilities[i]).toBeGreaterThanOrEqual(fit.probabilities[i - 1] ?? 0);
        }
        const known = labels.flatMap((label, index) => (Number.isNaN(label) ? [] : [index]));
        const sum = known.reduce(
          (total, index) => total + applyIsotonic(fit, finite[index] ?? 0),
          0,
        );
        const positives = known.filter((index) => labels[index] === 1).length;
        expect(sum).toBeCloseTo(positives, 8);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe("another prevalence", () => {
  test("by natural frequencies", () => {
    // A test result with likelihood ratio 9: half and half gives 0.9; at one in ten, 9 to 9.
    expect(atPrevalence(0.9, 0.5, 0.1)).toBeCloseTo(0.5, 12);
    expect(atPrevalence(0.3, 0.2, 0.2)).toBeCloseTo(0.3, 12);
    expect(atPrevalence(atPrevalence(0.37, 0.1, 0.4), 0.4, 0.1)).toBeCloseTo(0.37, 12);
    expect([atPrevalence(0, 0.1, 0.4), atPrevalence(1, 0.1, 0.4)]).toEqual([0, 1]);
    expect(() => atPrevalence(0.5, 0, 0.1)).toThrow(EvaluationError);
  });

  test("of resampled cases is what is observed there", () => {
    const { logits, labels } = drawn(60_000, 4);
    const from = labels.filter((label) => label === 1).length / labels.length;
    // Keep one in five of those without: the finding becomes more frequent.
    const random = Random.fromSeed(5);
    const kept = labels.flatMap((label, index) =>
      label === 1 || random.uniform() < 0.2 ? [index] : [],
    );
    const positives = kept.filter((index) => labels[index] === 1).length;
    const to = positives / kept.length;
    const expected = kept.reduce(
      (sum, index) => sum + atPrevalence(sigmoid(logits[index] ?? 0), from, to),
      0,
    );
    expect(Math.abs(expected / positives - 1)).toBeLessThan(0.02);
  });
});

describe("an operating point that is chosen for a goal", () => {
  const scores = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const labels = [0, 0, 0, 1, 0, 1, 0, 1, 1, 1];

  test("finds at least so many, and leaves at least so many alone", () => {
    const sensitive = chooseOperatingPoint({ kind: "sensitivity", atLeast: 0.8 }, scores, labels);
    expect(sensitive).toMatchObject({
      threshold: 6,
      sensitivity: { correct: 4, of: 5 },
      specificity: { correct: 4, of: 5 },
    });
    const specific = chooseOperatingPoint({ kind: "specificity", atLeast: 0.9 }, scores, labels);
    expect(specific).toMatchObject({
      threshold: 8,
      sensitivity: { correct: 3 },
      specificity: { correct: 5 },
    });
  });

  test("costs least: the dearer a miss, the lower it is", () => {
    expect(chooseOperatingPoint({ kind: "cost", missCosts: 0.5 }, scores, labels)?.threshold).toBe(
      8,
    );
    expect(chooseOperatingPoint({ kind: "cost", missCosts: 10 }, scores, labels)?.threshold).toBe(
      4,
    );
  });

  test("of one class there is none, and goals out of range are refused", () => {
    expect(chooseOperatingPoint({ kind: "cost", missCosts: 1 }, [1, 2], [1, 1])).toBeNull();
    expect(() => chooseOperatingPoint({ kind: "sensitivity", atLeast: 2 }, scores, labels)).toThrow(
      /at least 2/,
    );
    expect(() => chooseOperatingPoint({ kind: "cost", missCosts: 0 }, scores, labels)).toThrow(
      EvaluationError,
    );
  });
});
