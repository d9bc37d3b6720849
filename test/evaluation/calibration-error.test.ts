import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brierScore, expectedCalibrationError } from "../../src/evaluation/index.ts";

const forecasts = fc.array(
  fc.record({
    probability: fc.oneof(fc.constantFrom(0, 0.25, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    label: fc.constantFrom(0, 1, Number.NaN),
  }),
  { maxLength: 50 },
);

describe("brierScore", () => {
  test("worked by hand: (0.1² + 0.4² + 0.2²) / 3", () => {
    expect(brierScore([0.1, 0.6, 0.2, 0.9], [0, 1, 0, Number.NaN])).toBeCloseTo(0.07, 12);
  });

  test("of always saying the prevalence q is q (1 - q)", () => {
    expect(brierScore([0.25, 0.25, 0.25, 0.25], [0, 0, 1, 0])).toBeCloseTo(0.1875, 12);
  });
});

describe("expectedCalibrationError", () => {
  test("worked by hand: twenty radiographs, two in each bin", () => {
    // Bins at 0.025, 0.125, ... 0.925 without positives, except the last bin, where both are positive.
    const probabilities = Array.from({ length: 20 }, (_, index) => index / 20);
    const labels = probabilities.map((probability) => (probability >= 0.9 ? 1 : 0));
    const excess = [0.025, 0.125, 0.225, 0.325, 0.425, 0.525, 0.625, 0.725, 0.825, 1 - 0.925];
    expect(expectedCalibrationError(probabilities, labels)).toBeCloseTo(
      excess.reduce((sum, value) => sum + value, 0) / 10,
      12,
    );
  });

  test("equal probabilities share a bin: always the prevalence is calibrated", () => {
    const labels = Array.from({ length: 40 }, (_, index) => (index < 10 ? 1 : 0));
    expect(
      expectedCalibrationError(
        labels.map(() => 0.25),
        labels,
      ),
    ).toBeCloseTo(0, 12);
  });

  test("does not depend on the order, is between |bias| and 1", () => {
    fc.assert(
      fc.property(forecasts, (rows) => {
        const probabilities = rows.map(({ probability }) => probability);
        const labels = rows.map(({ label }) => label);
        const error = expectedCalibrationError(probabilities, labels);
        const known = rows.filter(({ label }) => !Number.isNaN(label));
        expect(error === null).toBe(known.length === 0);
        if (error === null) return;
        const bias =
          known.reduce((sum, row) => sum + row.probability - row.label, 0) / known.length;
        expect(error).toBeGreaterThanOrEqual(Math.abs(bias) - 1e-12);
        expect(error).toBeLessThanOrEqual(1);
        const reversed = expectedCalibrationError(probabilities.toReversed(), labels.toReversed());
        expect(reversed).toBeCloseTo(error, 12);
      }),
    );
  });
});

test.each([brierScore, expectedCalibrationError])(
  "%o refuses logits and is null without labels",
  (figure) => {
    expect(() => figure([0.5, 1.5], [0, 1])).toThrow("the probability of case 1 is 1.5");
    expect(() => figure([-0.1], [0])).toThrow("were logits given?");
    expect(figure([0.5], [Number.NaN])).toBeNull();
  },
);
