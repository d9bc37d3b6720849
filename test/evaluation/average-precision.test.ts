import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { averagePrecision } from "../../src/evaluation/index.ts";
import { type Scored, scored, scoresWith } from "./arbitrary.ts";

describe("averagePrecision", () => {
  test("worked by hand: precision 1/1 at the first positive, 2/3 at the second", () => {
    expect(averagePrecision([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toEqual({
      averagePrecision: expect.closeTo((1 + 2 / 3) / 2, 12),
      prevalence: 0.5,
    });
  });

  test("tied radiographs are found together: 1/2 at the tie", () => {
    expect(averagePrecision([5, 5, 1], [0, 1, 0])?.averagePrecision).toBe(0.5);
    expect(averagePrecision([5, 5, 1], [1, 0, 0])?.averagePrecision).toBe(0.5);
  });

  test("scores that say nothing reach the prevalence", () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        const figures = averagePrecision(
          scores.map(() => 1),
          labels,
        );
        if (figures !== null) expect(figures.averagePrecision).toBeCloseTo(figures.prevalence, 12);
      }),
    );
  });

  test("is null without positives and 1 with positives only", () => {
    expect(averagePrecision([1, 2], [0, Number.NaN])).toBeNull();
    expect(averagePrecision([], [])).toBeNull();
    expect(averagePrecision([1, 2], [1, 1])).toEqual({ averagePrecision: 1, prevalence: 1 });
  });

  test("equals the mean over positives of the precision at their score", () => {
    fc.assert(
      fc.property(scored, (data) => {
        expect(averagePrecision(data.scores, data.labels)?.averagePrecision ?? null).toEqual(
          byDefinition(data),
        );
      }),
    );
  });
});

function byDefinition(data: Scored): unknown {
  const [positives, negatives] = [scoresWith(1, data), scoresWith(0, data)];
  if (positives.length === 0) return null;
  const precisions = positives.map((threshold) => {
    const found = positives.filter((score) => score >= threshold).length;
    return found / (found + negatives.filter((score) => score >= threshold).length);
  });
  return expect.closeTo(precisions.reduce((sum, value) => sum + value, 0) / positives.length, 12);
}
