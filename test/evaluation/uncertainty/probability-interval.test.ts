import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyCalibration,
  atPrevalence,
  type Calibration,
  probabilityInterval,
} from "../../../src/evaluation/index.ts";

const uncertainty = {
  fits: { variance: 0.09, patients: 0.01, weight: 0.5, usual: 0.3, quantile: 2 },
  count: 3,
  calibration: { logits: [-1, 1], standardErrors: [0.1, 0.1] },
};

const calibrations = fc.oneof(
  fc.record({
    method: fc.constant("platt" as const),
    slope: fc.double({ min: 0.1, max: 3, noNaN: true }),
    intercept: fc.double({ min: -5, max: 2, noNaN: true }),
  }),
  fc.constant<Calibration>({
    method: "isotonic",
    scores: [-2, 0, 1],
    probabilities: [0.01, 0.2, 0.9],
  }),
);

describe("the interval of a probability", () => {
  test("holds the probability, within 0 and 1, and grows with the fits' spread", () => {
    fc.assert(
      fc.property(
        calibrations,
        fc.double({ min: -6, max: 6, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (calibration, logit, spread) => {
          const of = (spread: number) =>
            probabilityInterval(calibration, uncertainty, { logit, spread });
          const { low, high } = of(spread);
          const probability = applyCalibration(calibration, logit);
          expect(low).toBeLessThan(probability);
          expect(high).toBeGreaterThan(probability);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          const wider = of(spread + 1);
          expect(wider.low).toBeLessThanOrEqual(low);
          expect(wider.high).toBeGreaterThanOrEqual(high);
        },
      ),
    );
  });

  test("is what the two reaches give by hand", () => {
    const calibration = { method: "platt", slope: 2, intercept: -1 } as const;
    const fits = 2 * 2 * Math.sqrt((0.5 + (0.5 * 0.04) / 0.09) * (0.09 / 3));
    const reach = Math.hypot(fits, 1.959963984540054 * 0.1);
    const ensemble = { logit: 0.3, spread: 0.2 };
    const { low, high } = probabilityInterval(calibration, uncertainty, ensemble);
    expect(low).toBeCloseTo(1 / (1 + Math.exp(-(2 * 0.3 - 1 - reach))), 12);
    expect(high).toBeCloseTo(1 / (1 + Math.exp(-(2 * 0.3 - 1 + reach))), 12);
  });

  test("moves to another prevalence as the probability does", () => {
    const calibration = { method: "platt", slope: 1, intercept: 0 } as const;
    const ensemble = { logit: -1, spread: 0.2 };
    const here = probabilityInterval(calibration, uncertainty, ensemble);
    const shift = { from: 0.1, to: 0.4 };
    const there = probabilityInterval({ ...calibration, shift }, uncertainty, ensemble);
    expect(there.low).toBeCloseTo(atPrevalence(here.low, 0.1, 0.4), 10);
    expect(there.high).toBeCloseTo(atPrevalence(here.high, 0.1, 0.4), 10);
  });
});
