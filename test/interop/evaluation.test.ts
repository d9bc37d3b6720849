import { beforeAll, describe, expect, test } from "vitest";
import {
  auroc,
  averagePrecision,
  bootstrapAuroc,
  brierScore,
  expectedCalibrationError,
  fitPlatt,
  type PlattScaling,
  sigmoid,
  wilsonInterval,
  youdenOperatingPoint,
} from "../../src/evaluation/index.ts";
import { Random } from "../../src/random.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";

interface Case {
  readonly scores: number[];
  readonly labels: number[];
}

interface Reference {
  readonly auroc?: number;
  readonly prevalence: number | null;
  readonly averagePrecision?: number;
  readonly brier?: number;
  readonly calibrationError?: number;
  readonly youden?: number;
  readonly plattFree?: PlattScaling;
  readonly plattShrunk?: PlattScaling;
}

const NAN = Number.NaN;

const CASES: Record<string, Case> = {
  "continuous scores": simulated(500, 1, (score) => score),
  "a rare finding": simulated(1000, 2, (score) => score - 3, 0.01),
  "many ties": simulated(400, 3, (score) => Math.round(score)),
  "logits off in slope and intercept": simulated(2000, 4, (score) => 3 * score + 2),
  "unknown labels among others": withUnknown(simulated(300, 5, (score) => score)),
  "a network that ranks upside down": simulated(600, 6, (score) => -0.1 * score),
  "many radiographs": simulated(100_000, 7, (score) => score, 0.05),
  "all positive": { scores: [1, 2, 2, 3], labels: [1, 1, 1, 1] },
  "all negative": { scores: [1, 2, 2, 3], labels: [0, 0, 0, 0] },
  "one radiograph": { scores: [1], labels: [1] },
  "only unknown labels": { scores: [1, 2], labels: [NAN, NAN] },
};
const PATIENTS = { ...simulated(300, 8, (score) => score), count: 100 };
const SHARES: [number, number][] = [
  [0, 1],
  [1, 1],
  [3, 17],
  [5000, 7075],
];

let reference: { cases: Reference[]; bootstrap: [number, number]; wilson: [number, number][] };
beforeAll(() => {
  const { scores, labels } = PATIENTS;
  const patients = labels.map((_, index) => index % PATIENTS.count);
  reference = askPython("evaluation_reference.py", "python3-sklearn python3-scipy", {
    cases: Object.values(CASES),
    bootstrap: { scores, labels, patients, replicates: 2000 },
    wilson: SHARES,
  });
}, PYTHON_TIMEOUT);

describe.each(Object.entries(CASES).map(([name, data], index) => ({ name, data, index })))(
  "scikit-learn agrees on $name",
  ({ data: { scores, labels }, index }) => {
    const expected = () => reference.cases[index] ?? { prevalence: NAN };

    test("AUROC", () => {
      expectClose(auroc(scores, labels), expected().auroc, 12);
    });

    test("average precision and prevalence", () => {
      const figures = averagePrecision(scores, labels);
      expectClose(figures?.averagePrecision, expected().averagePrecision, 12);
      if (figures !== null) expectClose(figures.prevalence, expected().prevalence, 12);
    });

    test("Brier score", () => {
      expectClose(brierScore(scores.map(sigmoid), labels), expected().brier, 12);
    });

    test("largest Youden index", () => {
      const point = youdenOperatingPoint(scores, labels);
      const { sensitivity, specificity } = point ?? {};
      const youden =
        sensitivity && specificity ? sensitivity.value + specificity.value - 1 : undefined;
      expectClose(youden, expected().youden, 12);
    });

    test("Platt scaling, unpenalized (scikit-learn) and shrunk (SciPy)", () => {
      const { plattFree, plattShrunk } = expected();
      if (plattFree === undefined) return;
      // A free slope below zero is where ours stops and scikit-learn's goes on.
      if (plattFree.slope > 0.01) {
        expectSameLine(fitPlatt(scores, labels, { priorPositives: 1e-9 }), plattFree);
      }
      expectSameLine(fitPlatt(scores, labels), plattShrunk);
    });
  },
);

describe("NumPy and SciPy agree on", () => {
  test.each(["continuous scores", "logits off in slope and intercept", "many radiographs"])(
    "calibration error of %s",
    (name) => {
      const { scores, labels } = CASES[name] ?? { scores: [], labels: [] };
      const expected = reference.cases[Object.keys(CASES).indexOf(name)]?.calibrationError;
      expectClose(expectedCalibrationError(scores.map(sigmoid), labels), expected, 10);
    },
  );

  test("the bootstrap interval by patient, up to chance", () => {
    const patientIds = PATIENTS.labels.map((_, index) => `${index % PATIENTS.count}`);
    const { findings } = bootstrapAuroc([PATIENTS], patientIds, { replicates: 2000 });
    // The two draw differently; an end of the interval has a standard error of about 0.002.
    expect(findings[0]?.interval?.low).toBeCloseTo(reference.bootstrap[0], 2);
    expect(findings[0]?.interval?.high).toBeCloseTo(reference.bootstrap[1], 2);
  });

  test("Wilson's intervals", () => {
    const ours = SHARES.map(([successes, trials]) => {
      const { low, high } = wilsonInterval(successes, trials) ?? { low: NAN, high: NAN };
      return [expect.closeTo(low, 10), expect.closeTo(high, 10)];
    });
    expect(reference.wilson).toEqual(ours);
  });
});

function simulated(
  count: number,
  seed: number,
  score: (logit: number) => number,
  prevalence = 0.3,
): Case {
  const random = Random.fromSeed(seed);
  const labels = Array.from({ length: count }, () => (random.uniform() < prevalence ? 1 : 0));
  return { labels, scores: labels.map((label) => score(label + random.normal())) };
}

function withUnknown({ scores, labels }: Case): Case {
  return { scores, labels: labels.map((label, index) => (index % 4 === 0 ? NAN : label)) };
}

function expectClose(
  ours: number | null | undefined,
  theirs: number | null | undefined,
  digits: number,
): void {
  if (typeof theirs !== "number") expect(ours ?? null).toBeNull();
  else expect(ours).toBeCloseTo(theirs, digits);
}

function expectSameLine(ours: PlattScaling | null, theirs: PlattScaling | undefined): void {
  expectClose(ours?.slope, theirs?.slope, 5);
  expectClose(ours?.intercept, theirs?.intercept, 5);
}
