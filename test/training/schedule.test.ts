import fc from "fast-check";
import { Check } from "typebox/value";
import { describe, expect, test } from "vitest";
import {
  learningRate,
  type ScheduleProgress,
  ScheduleSchema,
  type ScheduleSettings,
} from "../../src/training/schedule.ts";

const RUN: ScheduleProgress = {
  peak: 0.2,
  step: 0,
  stepsPerEpoch: 10,
  totalSteps: 100,
  history: [],
};

const at = (settings: ScheduleSettings, step: number, history: readonly (number | null)[] = []) =>
  learningRate(settings, { ...RUN, step, history });

describe("the learning rate", () => {
  test("is constant where nothing else is asked for", () => {
    expect([0, 50, 99].map((step) => at({ kind: "constant" }, step))).toEqual([0.2, 0.2, 0.2]);
  });

  test("rises in equal steps to the peak, which the last step of the warm-up has", () => {
    const rates = [0, 1, 2, 3, 4, 5].map((step) =>
      at({ kind: "constant", warmupEpochs: 0.5 }, step),
    );
    for (const [step, rate] of rates.entries())
      expect(rate).toBeCloseTo([0.04, 0.08, 0.12, 0.16, 0.2, 0.2][step] ?? Number.NaN, 12);
  });

  test("falls along half a cosine from the end of the warm-up to the end of the run", () => {
    const settings = { kind: "cosine", warmupEpochs: 2, finalShare: 0.1 } as const;
    expect(at(settings, 20)).toBe(0.2);
    expect(at(settings, 60)).toBeCloseTo(0.2 * 0.55, 12);
    expect(at(settings, 40)).toBeCloseTo(0.2 * (0.1 + 0.9 * (0.5 + Math.SQRT1_2 / 2)), 12);
    expect(at(settings, 100)).toBeCloseTo(0.02, 12);
    expect(at(settings, 130)).toBeCloseTo(0.02, 12);
  });

  test("drops after the epochs that are named", () => {
    const settings: ScheduleSettings = { kind: "step", afterEpochs: [3, 5], factor: 0.1 };
    const rates = [0, 29, 30, 49, 50, 99].map((step) => at(settings, step));
    const expected = [0.2, 0.2, 0.02, 0.02, 0.002, 0.002];
    for (const [index, rate] of rates.entries())
      expect(rate).toBeCloseTo(expected[index] ?? Number.NaN, 12);
  });

  test("drops where the validation score stands still for longer than patience", () => {
    const settings = { kind: "plateau", factor: 0.5, patience: 1 } as const;
    const rateAfter = (...history: (number | null)[]) => at(settings, 10 * history.length, history);
    expect(rateAfter()).toBe(0.2);
    expect(rateAfter(0.6, 0.6)).toBe(0.2);
    expect(rateAfter(0.6, 0.6, 0.6)).toBe(0.1);
    expect(rateAfter(0.6, 0.6, 0.6, 0.7, 0.7)).toBe(0.1);
    expect(rateAfter(0.6, 0.5, 0.5, 0.5, 0.5)).toBe(0.05);
    expect(rateAfter(0.6, null, Number.NaN)).toBe(0.1);
  });

  test("counts small improvements as none where a smallest one is named, and keeps its floor", () => {
    const settings = {
      kind: "plateau",
      factor: 0.1,
      patience: 0,
      minimumImprovement: 0.05,
      finalShare: 0.05,
    } as const;
    expect(at(settings, 20, [0.6, 0.64])).toBeCloseTo(0.02, 12);
    expect(at(settings, 20, [0.6, 0.66])).toBeCloseTo(0.2, 12);
    expect(at(settings, 40, [0.6, 0.6, 0.6, 0.6])).toBeCloseTo(0.01, 12);
  });

  test("never exceeds its peak and never rises after the warm-up, whatever the schedule", () => {
    const schedules: ScheduleSettings[] = [
      { kind: "constant", warmupEpochs: 1 },
      { kind: "cosine", warmupEpochs: 1.5 },
      { kind: "step", afterEpochs: [2, 2, 7], factor: 0.3, warmupEpochs: 0 },
      { kind: "plateau", factor: 0.3, patience: 2, warmupEpochs: 1 },
    ];
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 10,
      maxLength: 10,
    });
    fc.assert(
      fc.property(fc.constantFrom(...schedules), scores, (settings, history) => {
        const rates = Array.from({ length: 100 }, (_, step) =>
          at(settings, step, history.slice(0, Math.floor(step / 10))),
        );
        const warm = Math.round((settings.warmupEpochs ?? 0) * 10);
        for (const [step, rate] of rates.entries()) {
          expect(rate).toBeGreaterThan(0);
          expect(rate).toBeLessThanOrEqual(0.2);
          if (step > warm) expect(rate).toBeLessThanOrEqual(rates[step - 1] ?? 0);
        }
      }),
    );
  });

  test("settings out of range are refused by the schema", () => {
    expect(Check(ScheduleSchema, { kind: "cosine" })).toBe(true);
    for (const wrong of [
      { kind: "cosine", finalShare: 2 },
      { kind: "step", afterEpochs: [0], factor: 0.1 },
      { kind: "plateau", factor: 1, patience: 1 },
      { kind: "constant", warmupSteps: 3 },
    ]) {
      expect(Check(ScheduleSchema, wrong)).toBe(false);
    }
  });
});
