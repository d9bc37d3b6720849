import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auroc, EvaluationError } from "../../src/evaluation/index.ts";
import { aurocByPairs, scored } from "./arbitrary.ts";

describe("auroc", () => {
  test.each([
    ["one of four pairs lost", [0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], 0.75],
    ["a tie counts half: (0.5 + 1) / 2", [1, 1, 2], [0, 1, 1], 0.75],
    ["all tied", [3, 3, 3, 3], [0, 1, 0, 1], 0.5],
    ["perfect", [1, 2, 3], [0, 0, 1], 1],
    ["upside down", [3, 2, 1], [0, 0, 1], 0],
    ["an unknown label between", [1, 9, 2], [0, Number.NaN, 1], 1],
    ["a score that is no number, of an unknown label", [1, Number.NaN, 2], [0, Number.NaN, 1], 1],
    ["infinite scores tie with their like", [-Infinity, -Infinity, Infinity], [0, 1, 1], 0.75],
  ])("%s", (_, scores, labels, expected) => {
    expect(auroc(scores, labels)).toBe(expected);
    expect(auroc(Float32Array.from(scores), Float32Array.from(labels))).toBe(expected);
  });

  test.each([
    ["no radiograph", []],
    ["one radiograph", [1]],
    ["only positives", [1, 1, 1]],
    ["only negatives and unknown", [0, Number.NaN, 0]],
  ])("is null, not 0.5, for %s", (_, labels) => {
    expect(
      auroc(
        labels.map(() => 0),
        labels,
      ),
    ).toBeNull();
  });

  test("equals counting all pairs", () => {
    fc.assert(
      fc.property(scored, (data) => {
        expect(auroc(data.scores, data.labels)).toBe(aurocByPairs(data));
      }),
    );
  });

  test("sees only the order of the scores", () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        const distinct = [...new Set(scores)].sort((one, other) => (one < other ? -1 : 1));
        const ranks = scores.map((score) => 7 * distinct.indexOf(score) ** 3 - 2);
        expect(auroc(ranks, labels)).toBe(auroc(scores, labels));
      }),
    );
  });

  test("turns into 1 - AUROC when labels or scores are turned over", () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        const value = auroc(scores, labels);
        const opposite = value === null ? null : expect.closeTo(1 - value, 12);
        expect(
          auroc(
            scores,
            labels.map((label) => 1 - label),
          ),
        ).toEqual(opposite);
        expect(
          auroc(
            scores.map((score) => -score),
            labels,
          ),
        ).toEqual(opposite);
      }),
    );
  });

  test("refuses numbers that cannot be scores and labels", () => {
    expect(() => auroc([1, 2], [1])).toThrow("2 scores but 1 labels");
    expect(() => auroc([1, 2], [1, -1])).toThrow("label -1 of case 1");
    expect(() => auroc([Number.NaN, 2], [1, 0])).toThrow("the score of case 0 is NaN");
    expect(() => auroc([1], [0.5])).toThrow(EvaluationError);
  });
});
