import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BootstrapOptions,
  brierScore,
  compareCalibrations,
  crossFit,
  expectedCalibrationError,
  fitPlatt,
  goalAt,
  needOfObserved,
  needOfShare,
  OWN_PROBABILITY,
  recalibrateOutput,
  SHARP_ENOUGH,
  sigmoid,
  strictNeed,
  wilsonInterval,
} from "../../../src/evaluation/index.ts";
import { Random } from "../../../src/random.ts";

/** Radiographs of patients with one to three each; the network is `slope` times too sure. */
function radiographs(patients: number, seed: number, chance = (logit: number) => sigmoid(logit)) {
  const random = Random.fromSeed(seed);
  const logits: number[] = [];
  const labels: number[] = [];
  const patientIds: string[] = [];
  const foldOf: number[] = [];
  for (let patient = 0; patient < patients; patient++)
    for (let one = 0; one <= random.below(3); one++) {
      const logit = 1.5 * random.normal() - 1;
      logits.push(logit);
      labels.push(random.uniform() < chance(logit) ? 1 : 0);
      patientIds.push(`p${patient}`);
      foldOf.push(patient % 5);
    }
  return { logits, labels, patientIds, foldOf };
}

const BOOTSTRAP: BootstrapOptions = { replicates: 200, seed: 3 };
const recalibrate = (
  data: ReturnType<typeof radiographs>,
  change: Partial<Parameters<typeof recalibrateOutput>[1]> = {},
) =>
  recalibrateOutput(
    { ...data, name: "Effusion", calibration: OWN_PROBABILITY, operatingPoint: 0.5 },
    {
      method: "platt",
      goal: { kind: "youden" },
      patientIds: data.patientIds,
      foldOf: Uint32Array.from(data.foldOf),
      bootstrap: BOOTSTRAP,
      sharpness: SHARP_ENOUGH,
      ...change,
    },
  );

describe("cross-fitting", () => {
  test.each(["temperature", "platt", "beta", "isotonic", "best"] as const)(
    "by %s: what is said of a fold does not hang on its own labels",
    (method) => {
      const data = radiographs(120, 1);
      const goal = { kind: "sensitivity", atLeast: 0.8 } as const;
      const first = crossFit(data, method, goal);
      const turned = data.labels.map((label, row) => (data.foldOf[row] === 2 ? 1 - label : label));
      const second = crossFit({ ...data, labels: turned }, method, goal);
      if (typeof first === "string" || typeof second === "string")
        throw new Error(`it could not be fitted: ${first}`);
      const differ = (part: "probabilities" | "called", fold: number) =>
        data.foldOf.some((one, row) => one === fold && first[part][row] !== second[part][row]);
      expect(differ("probabilities", 2)).toBe(false);
      expect(differ("called", 2)).toBe(false);
      expect(differ("probabilities", 0)).toBe(true);
    },
  );

  test("a goal that no threshold reaches is told as such, not as a class that is missing", () => {
    const data = radiographs(120, 1);
    const constant = { ...data, logits: data.logits.map(() => 0.5) };
    const high = { kind: "specificity", atLeast: 0.9 } as const;
    expect(crossFit(constant, "platt", high)).toBe("out of reach");
    expect(crossFit({ ...data, labels: data.labels.map(() => 0) }, "platt", high)).toBe(
      "one class",
    );
    const { fitted, kept } = recalibrate(constant, { method: "platt", goal: high });
    expect(fitted).toBeNull();
    expect(kept).toMatch(/no threshold reaches the goal/);
  });

  test("the best method bends where a line can't follow, and is simple where it can", () => {
    const bent = recalibrate(
      radiographs(1000, 2, (logit) => (logit < 0 ? 0.02 : 0.6)),
      { method: "best" },
    );
    expect(bent.fitted?.calibration.method).toBe("isotonic");
    const straight = recalibrate(
      radiographs(1000, 3, (logit) => sigmoid(0.4 * logit)),
      { method: "best" },
    );
    expect(["temperature", "platt"]).toContain(straight.fitted?.calibration.method);
  });
});

describe("two calibrations", () => {
  const { logits, labels, patientIds } = radiographs(80, 4);
  const before = logits.map((logit) => sigmoid(2 * logit + 1));
  const after = logits.map((logit) => Math.round(10 * sigmoid(logit)) / 10);

  test("have the figures of their own functions", () => {
    const {
      before: one,
      after: other,
      gain,
    } = compareCalibrations(before, after, labels, patientIds, BOOTSTRAP);
    expect(one.brierScore.value).toBeCloseTo(brierScore(before, labels) ?? -1, 12);
    expect(one.calibrationError.value).toBeCloseTo(
      expectedCalibrationError(before, labels) ?? -1,
      12,
    );
    expect(other.calibrationError.value).toBeCloseTo(
      expectedCalibrationError(after, labels) ?? -1,
      12,
    );
    expect(gain.brierScore.value).toBeCloseTo(
      (brierScore(before, labels) ?? 0) - (brierScore(after, labels) ?? 0),
      12,
    );
  });

  test("a replicate is what the repeated radiographs give", () => {
    // With one replicate both ends of the interval are it.
    const options = { replicates: 1, seed: 9 };
    const drawn = compareCalibrations(before, after, labels, patientIds, options);
    const patients = [...new Set(patientIds)];
    const random = Random.fromSeed(9);
    const rows = patients.flatMap(() => {
      const patient = patients[random.below(patients.length)];
      return [...patientIds.keys()].filter((row) => patientIds[row] === patient);
    });
    const of = (values: readonly number[]) => rows.map((row) => values[row] ?? 0);
    expect(drawn.before.brierScore.interval?.low).toBeCloseTo(
      brierScore(of(before), of(labels)) ?? -1,
      12,
    );
    expect(drawn.after.calibrationError.interval?.high).toBeCloseTo(
      expectedCalibrationError(of(after), of(labels)) ?? -1,
      12,
    );
  });
});

describe("how many cases", () => {
  const share = (correct: number, of: number) => {
    const interval = wilsonInterval(correct, of);
    if (interval === null) throw new Error("There are no cases.");
    return { value: correct / of, correct, of, interval, designEffect: 1 };
  };

  test("a share needs: the fewest that make Wilson's interval narrow", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(60), (of, wrong) => {
        const correct = Math.max(of - wrong, 0);
        const need = needOfShare("sensitivity", share(correct, of), of, SHARP_ENOUGH);
        const width = (cases: number) => {
          // Agresti and Coull's point: two more of each, for 95 percent.
          const z = 1.959963984540054 ** 2;
          const interval = wilsonInterval(((correct + z / 2) / (of + z)) * cases, cases);
          return (interval?.high ?? 1) - (interval?.low ?? 0);
        };
        if (need.enough) {
          expect(need.needed).toBe(of);
          return;
        }
        expect(need.needed).toBeGreaterThan(of);
        expect(width(need.needed)).toBeLessThanOrEqual(0.2);
        if (need.needed > of + 1) expect(width(need.needed - 1)).toBeGreaterThan(0.2);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  test("twice as many where patients count double, and about 93 where nothing is known", () => {
    const plain = needOfShare("sensitivity", share(16, 20), 20, SHARP_ENOUGH);
    const alike = needOfShare(
      "sensitivity",
      { ...share(32, 40), interval: share(16, 20).interval, designEffect: 2 },
      40,
      SHARP_ENOUGH,
    );
    expect(alike.needed).toBe(2 * plain.needed);
    // Wald's 1.96² / 4 / 0.1² = 96 for a half, less z² for Wilson's interval.
    expect(needOfShare("sensitivity", null, 0, SHARP_ENOUGH)).toMatchObject({
      enough: false,
      needed: 93,
    });
  });

  test("observed to expected needs: by the square of its standard error", () => {
    const target = Math.log(1.5) / 1.959963984540054;
    const of = (standardError: number) => ({ value: 1, interval: null, standardError });
    expect(needOfObserved(of(2 * target), 10, SHARP_ENOUGH)).toMatchObject({ needed: 40 });
    expect(needOfObserved(of(target), 10, SHARP_ENOUGH).enough).toBe(true);
    expect(needOfObserved(null, 0, SHARP_ENOUGH)).toMatchObject({ enough: false, needed: 24 });
  });

  test("Riley et al. ask for: the slope of so many radiographs varies as much as they say", () => {
    const random = Random.fromSeed(11);
    const draw = (count: number) => {
      const logits = Array.from({ length: count }, () => random.normal() - 2);
      return { logits, labels: logits.map((one) => (random.uniform() < sigmoid(one) ? 1 : 0)) };
    };
    const { slope } = strictNeed(draw(100_000).logits.map(sigmoid), null);
    const slopes = Array.from({ length: 300 }, () => {
      const { logits, labels } = draw(1500);
      return fitPlatt(logits, labels, { priorPositives: 1e-9 })?.slope ?? Number.NaN;
    });
    const mean = slopes.reduce((sum, one) => sum + one, 0) / slopes.length;
    const variance = slopes.reduce((sum, one) => sum + (one - mean) ** 2, 0) / slopes.length;
    // SE² falls with the number of radiographs; an interval of width 0.2 has SE 0.2 / 3.92.
    const expected = ((0.2 / 3.92) ** 2 * (slope ?? 0)) / 1500;
    expect(Math.abs(Math.sqrt(variance / expected) - 1)).toBeLessThan(0.12);
    // Prevalence of 0.018, width 1 instead of 0.2: Riley et al.'s own formula gives (1 - q) / (q SE²).
    const observed = { value: 1, interval: null, standardError: Math.sqrt(0.982 / 18) };
    const needed = strictNeed(new Array<number>(1000).fill(0.018), observed);
    expect(needed.observedToExpected).toBe(
      Math.ceil(0.982 / (0.018 * (0.1 / 1.959963984540054) ** 2)),
    );
    expect(needed.slope).toBeNull();
  });
});

describe("the goal of least cost", () => {
  test("at another prevalence is that of cases weighted to it", () => {
    const labels = [1, 0, 0, 0, 1, 0, 0, 0, 0, 0];
    // Two in ten here, one in two there: a positive stands for 4 times as much beside a negative.
    expect(goalAt({ kind: "cost", missCosts: 3 }, labels, 0.5)).toEqual({
      kind: "cost",
      missCosts: 12,
    });
    expect(goalAt({ kind: "cost", missCosts: 3 }, labels, undefined)).toMatchObject({
      missCosts: 3,
    });
    expect(goalAt({ kind: "youden" }, labels, 0.5)).toEqual({ kind: "youden" });
  });
});

describe("an output that is calibrated anew", () => {
  test("is right on patients that it was not fitted on, where it was twice too sure", () => {
    const data = radiographs(1500, 5, (logit) => sigmoid(logit / 2 - 1));
    const { fitted, observedBefore, enough, needs } = recalibrate(data);
    if (fitted?.calibration.method !== "platt") throw new Error("Nothing was fitted.");
    expect(fitted.calibration.slope).toBeCloseTo(0.5, 1);
    expect(fitted.calibration.intercept).toBeCloseTo(-1, 0);
    expect(observedBefore?.value).toBeLessThan(0.8);
    expect(fitted.observedAfter?.value).toBeCloseTo(1, 1);
    expect(fitted.figures.gain.brierScore.interval?.low).toBeGreaterThan(0);
    expect(fitted.figures.gain.calibrationError.interval?.low).toBeGreaterThan(0);
    expect(enough).toBe(true);
    expect(needs.every((need) => need.enough)).toBe(true);
  });

  test("reaches the goal on patients that it was not chosen on, about", () => {
    const data = radiographs(2000, 6);
    for (const atLeast of [0.7, 0.9]) {
      const { sensitivity } = recalibrate(data, { goal: { kind: "sensitivity", atLeast } });
      expect(Math.abs((sensitivity?.value ?? 0) - atLeast)).toBeLessThan(0.04);
      const { specificity } = recalibrate(data, { goal: { kind: "specificity", atLeast } });
      expect(Math.abs((specificity?.value ?? 0) - atLeast)).toBeLessThan(0.04);
    }
  });

  test("shows how little a useless network can do, which the same radiographs would hide", () => {
    // Labels by chance: on radiographs that it was chosen on, Youden's index is well above 0.
    const data = radiographs(150, 7, () => 0.2);
    const { sensitivity, specificity } = recalibrate(data);
    const youden = (sensitivity?.value ?? 1) + (specificity?.value ?? 1) - 1;
    expect(youden).toBeLessThan(0.1);
  });

  test("keeps what it had where cases are too few, and says what that does here", () => {
    const data = radiographs(40, 8, () => 0.15);
    const few = recalibrate(data);
    const positives = data.labels.filter((label) => label === 1).length;
    expect(positives).toBeLessThan(20);
    expect(few).toMatchObject({ fitted: null, kept: "fewer than 20 positives", enough: false });
    expect(few.sensitivity?.of).toBe(positives);
    const called = data.logits.filter(
      (logit, row) => data.labels[row] === 1 && sigmoid(logit) >= 0.5,
    ).length;
    expect(few.sensitivity?.correct).toBe(called);

    const enoughForPlatt = radiographs(100, 9, () => 0.2);
    expect(recalibrate(enoughForPlatt, { method: "isotonic" }).kept).toBe(
      "fewer than 50 positives",
    );
    // Thirty positives of three patients.
    const labels = data.labels.map((_, row) => (row < 30 ? 1 : 0));
    const patientIds = data.labels.map((_, row) => (row < 30 ? `p${row % 3}` : `n${row}`));
    expect(recalibrate({ ...data, labels, patientIds }).kept).toBe(
      "positives of fewer than 10 patients",
    );
  });

  test("keeps what it had where the new one is surely worse on other patients", () => {
    // Logits on another scale altogether, which mean nothing: the prior on the slope believes them.
    const data = radiographs(60, 12, () => 0.3);
    const wild = { ...data, logits: data.logits.map((logit) => 40 * logit) };
    const level = { method: "platt", slope: 1e-6, intercept: Math.log(0.3 / 0.7) } as const;
    const result = recalibrateOutput(
      { ...wild, name: "Effusion", calibration: level, operatingPoint: null },
      {
        method: "platt",
        goal: { kind: "youden" },
        patientIds: data.patientIds,
        foldOf: Uint32Array.from(data.foldOf),
        bootstrap: BOOTSTRAP,
        sharpness: SHARP_ENOUGH,
      },
    );
    expect(result.kept).toMatch(/worse than what it had/);
    expect(result).toMatchObject({ fitted: null, sensitivity: null, enough: false });
  });

  test("leaves unknown labels out", () => {
    const data = radiographs(200, 10);
    const some = {
      ...data,
      labels: data.labels.map((label, row) => (row % 3 ? label : Number.NaN)),
    };
    const result = recalibrate(some);
    const rows = [...some.labels.keys()].filter((row) => row % 3 > 0);
    expect(result.radiographs).toBe(rows.length);
    const alone = recalibrate({
      logits: rows.map((row) => data.logits[row] ?? 0),
      labels: rows.map((row) => data.labels[row] ?? 0),
      patientIds: rows.map((row) => data.patientIds[row] ?? ""),
      foldOf: rows.map((row) => data.foldOf[row] ?? 0),
    });
    expect(result).toEqual(alone);
  });
});
