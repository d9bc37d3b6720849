import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { operatingPointAt, youdenOperatingPoint } from "../../src/evaluation/index.ts";
import { type Scored, scored } from "./arbitrary.ts";

describe("youdenOperatingPoint", () => {
  test("worked by hand: of two cuts with J = 2/3, the one with the higher sensitivity", () => {
    const point = youdenOperatingPoint([1, 2, 3, 4, 5, 6], [0, 0, 1, 0, 1, 1]);
    expect(point?.threshold).toBe(2.5);
    expect(point?.sensitivity).toMatchObject({ value: 1, correct: 3, of: 3 });
    expect(point?.specificity).toMatchObject({ value: 2 / 3, correct: 2, of: 3 });
    expect(point?.specificity?.interval.low).toBeCloseTo(0.2077, 4);
    expect(point?.specificity?.interval.high).toBeCloseTo(0.9385, 4);
  });

  test("never cuts between equal scores", () => {
    const point = youdenOperatingPoint([1, 2, 2, 2, 3], [0, 0, 1, 0, 1]);
    expect([1.5, 2.5]).toContain(point?.threshold);
    expect(point?.threshold).toBe(2.5); // J = 1/2 + 1 - 1 = 0.5 against 1 + 1/3 - 1
  });

  test.each([
    ["only one class", [1, 2, 3], [1, 1, Number.NaN]],
    ["only one distinct score", [4, 4, 4], [0, 1, 0]],
    ["no radiograph", [], []],
  ])("is null for %s", (_, scores, labels) => {
    expect(youdenOperatingPoint(scores, labels)).toBeNull();
  });

  test("reaches the largest J of all cuts, with both scores on their sides", () => {
    fc.assert(
      fc.property(scored, (data) => {
        const point = youdenOperatingPoint(data.scores, data.labels);
        const best = bestByTrial(data);
        expect(point === null).toBe(best === null);
        if (point === null || best === null) return;
        expect(youden(data, point.threshold)).toBeCloseTo(best, 12);
        expect(point.threshold).not.toBeNaN();
      }),
    );
  });

  test("neighbouring doubles are still told apart", () => {
    const [lower, upper] = [1, 1 + Number.EPSILON];
    const point = youdenOperatingPoint([lower, upper], [0, 1]);
    expect(point?.threshold).toBe(upper);
    expect(point?.sensitivity?.value).toBe(1);
    expect(point?.specificity?.value).toBe(1);
  });

  test("does not depend on the order of the radiographs", () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        const reversed = youdenOperatingPoint(scores.toReversed(), labels.toReversed());
        expect(reversed).toEqual(youdenOperatingPoint(scores, labels));
      }),
    );
  });
});

describe("operatingPointAt", () => {
  test("calls a score at the threshold positive and leaves unknown labels out", () => {
    const point = operatingPointAt(2, [1, 2, 2, 3, 9], [0, 0, 1, 1, Number.NaN]);
    expect(point.sensitivity).toMatchObject({ correct: 2, of: 2 });
    expect(point.specificity).toMatchObject({ correct: 1, of: 2 });
  });

  test("has no sensitivity without positives, no specificity without negatives", () => {
    expect(operatingPointAt(2, [1], [0]).sensitivity).toBeNull();
    expect(operatingPointAt(2, [1], [1]).specificity).toBeNull();
  });
});

function youden({ scores, labels }: Scored, threshold: number): number {
  const { sensitivity, specificity } = operatingPointAt(threshold, scores, labels);
  return (sensitivity?.value ?? 0) + (specificity?.value ?? 0) - 1;
}

/** The largest J with the threshold on any known score but the lowest. */
function bestByTrial(data: Scored): number | null {
  const known = data.scores.filter((_, index) => !Number.isNaN(data.labels[index]));
  const lowest = Math.min(...known);
  const cuts = known.filter((score) => score > lowest);
  if (!data.labels.includes(0) || !data.labels.includes(1) || cuts.length === 0) return null;
  return Math.max(...cuts.map((cut) => youden(data, cut)));
}
