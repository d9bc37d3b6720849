import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wilsonInterval } from "../../src/evaluation/index.ts";
import { percentileInterval } from "../../src/evaluation/interval.ts";

describe("wilsonInterval", () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion", Stat. Med. 17 (1998), table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %i among %i is Newcombe's", (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  test("holds the share, stays within 0 and 1, and mirrors", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (successes, failures) => {
        fc.pre(successes + failures > 0);
        const trials = successes + failures;
        const interval = wilsonInterval(successes, trials);
        const mirrored = wilsonInterval(failures, trials);
        expect(interval?.low).toBeGreaterThanOrEqual(0);
        expect(interval?.low).toBeLessThanOrEqual(successes / trials);
        expect(interval?.high).toBeGreaterThanOrEqual(successes / trials);
        expect(interval?.high).toBeLessThanOrEqual(1);
        expect(interval?.low).toBeCloseTo(1 - (mirrored?.high ?? 0), 12);
      }),
    );
  });

  test("is null without trials", () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});

describe("percentileInterval", () => {
  test("interpolates between order statistics: 0..40 gives 1 and 39", () => {
    const values = Float64Array.from({ length: 41 }, (_, index) => 40 - index);
    expect(percentileInterval(values)).toEqual({ low: 1, high: 39 });
  });

  test("of one replicate is that replicate, of none is null", () => {
    expect(percentileInterval(Float64Array.of(3))).toEqual({ low: 3, high: 3 });
    expect(percentileInterval(new Float64Array())).toBeNull();
  });
});
