import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bootstrapAuroc,
  clusteredAuroc,
  compareClusteredAuroc,
  EvaluationError,
} from "../../src/evaluation/index.ts";
import { standardNormalTail } from "../../src/evaluation/normal-tail.ts";
import { Random } from "../../src/random.ts";
import { aurocByPairs, scoredCase } from "./arbitrary.ts";

interface Case {
  readonly score: number;
  readonly other: number;
  readonly label: number;
  readonly patient: string;
}

/** Up to five radiographs each of some patients, who differ from each other more than their own radiographs do. */
function simulated(patients: number, seed: number, twin = 0.8): Case[] {
  const random = Random.fromSeed(seed);
  return Array.from({ length: patients }, (_, patient) => {
    const ill = random.uniform() < 0.3;
    const own = random.normal();
    return Array.from({ length: 1 + random.below(5) }, () => {
      const label = ill && random.uniform() < 0.7 ? 1 : 0;
      const score = label + own + 0.5 * random.normal();
      return { score, other: twin * score + random.normal(), label, patient: `p${patient}` };
    });
  }).flat();
}

const findingOf = (cases: readonly Case[], model: "score" | "other" = "score") => ({
  scores: cases.map((one) => one[model]),
  labels: cases.map(({ label }) => label),
});
const patientsOf = (cases: readonly Case[]) => cases.map(({ patient }) => patient);

/** Obuchowski's covariance from its definition: every pair of a positive and a negative, patient by patient. */
function covarianceByDefinition(
  cases: readonly Case[],
  one: "score" | "other",
  other: "score" | "other",
) {
  const positives = cases.filter(({ label }) => label === 1);
  const negatives = cases.filter(({ label }) => label === 0);
  const wins = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const of = (model: "score" | "other") => {
    const v10 = positives.map((positive) =>
      mean(negatives.map((negative) => wins(positive[model], negative[model]))),
    );
    const v01 = negatives.map((negative) =>
      mean(positives.map((positive) => wins(positive[model], negative[model]))),
    );
    const area = mean(v10);
    return (patient: string) => {
      const off = (cases_: readonly Case[], values: readonly number[]) =>
        cases_.reduce(
          (sum, one_, index) => sum + (one_.patient === patient ? (values[index] ?? 0) - area : 0),
          0,
        );
      return [off(positives, v10), off(negatives, v01)] as const;
    };
  };
  const [first, second] = [of(one), of(other)];
  const patients = [...new Set(patientsOf(cases))];
  const [m, n] = [positives.length, negatives.length];
  const factor = (count: number) => count / (count - 1);
  const having = (group: readonly Case[]) => new Set(patientsOf(group)).size;
  let sum = 0;
  for (const patient of patients) {
    const [p1, n1] = first(patient);
    const [p2, n2] = second(patient);
    sum += (factor(having(positives)) * p1 * p2) / m ** 2;
    sum += (factor(having(negatives)) * n1 * n2) / n ** 2;
    sum += (factor(patients.length) * (p1 * n2 + p2 * n1)) / (m * n);
  }
  return sum;
}

describe("an AUROC of radiographs of which several are of one patient", () => {
  test.each([
    [40, 1],
    [80, 2],
    [25, 3],
  ])("of %i patients has the standard error of its definition", (patients, seed) => {
    const cases = simulated(patients, seed);
    const result = clusteredAuroc(findingOf(cases), patientsOf(cases));
    expect(result?.value).toBeCloseTo(aurocByPairs(findingOf(cases)) ?? Number.NaN, 12);
    expect(result?.standardError).toBeCloseTo(
      Math.sqrt(covarianceByDefinition(cases, "score", "score")),
      12,
    );
  });

  test("agrees with resampling patients, and is wider than if radiographs were independent", () => {
    const cases = simulated(600, 4);
    const result = clusteredAuroc(findingOf(cases), patientsOf(cases));
    const { findings } = bootstrapAuroc([findingOf(cases)], patientsOf(cases), {
      replicates: 2000,
    });
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    const [mine, resampled] = [result?.interval, findings[0]?.interval];
    if (!mine || !resampled) throw new Error("There is no interval.");
    expect(width(mine) / width(resampled)).toBeGreaterThan(0.9);
    expect(width(mine) / width(resampled)).toBeLessThan(1.1);
    const alone = clusteredAuroc(
      findingOf(cases),
      cases.map((_, index) => String(index)),
    );
    expect(result?.standardError).toBeGreaterThan(1.2 * (alone?.standardError ?? 1));
  });

  test("any scores, ties and unknown labels: within 0 and 1, and no answer rather than a wrong one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ case: scoredCase, patient: fc.integer({ min: 0, max: 9 }) }), {
          maxLength: 40,
        }),
        (drawn) => {
          const finding = {
            scores: drawn.map((one) => one.case.score),
            labels: drawn.map((one) => one.case.label),
          };
          const result = clusteredAuroc(
            finding,
            drawn.map(({ patient }) => String(patient)),
          );
          if (result === null) return;
          expect(result.value).toBeCloseTo(aurocByPairs(finding) ?? Number.NaN, 10);
          expect(result.standardError).toBeGreaterThanOrEqual(0);
          expect(result.interval.low).toBeGreaterThanOrEqual(0);
          expect(result.interval.high).toBeLessThanOrEqual(1);
          expect(result.interval.low).toBeLessThanOrEqual(result.value);
          expect(result.interval.high).toBeGreaterThanOrEqual(result.value);
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  test("of one class, or of one patient with the finding, has no standard error", () => {
    expect(clusteredAuroc({ scores: [1, 2], labels: [1, 1] }, ["a", "b"])).toBeNull();
    expect(clusteredAuroc({ scores: [1, 2, 3], labels: [1, 1, 0] }, ["a", "a", "b"])).toBeNull();
    expect(clusteredAuroc({ scores: [], labels: [] }, [])).toBeNull();
    expect(() => clusteredAuroc({ scores: [1], labels: [1] }, [])).toThrow(EvaluationError);
  });
});

describe("two models on the same radiographs", () => {
  test("differ with the standard error of its definition", () => {
    const cases = simulated(60, 5);
    const result = compareClusteredAuroc(
      findingOf(cases),
      findingOf(cases, "other"),
      patientsOf(cases),
    );
    const variance =
      covarianceByDefinition(cases, "score", "score") +
      covarianceByDefinition(cases, "other", "other") -
      2 * covarianceByDefinition(cases, "score", "other");
    expect(result?.standardError).toBeCloseTo(Math.sqrt(variance), 12);
    const z = Math.abs(result?.difference ?? 0) / Math.sqrt(variance);
    expect(result?.pValue).toBeCloseTo(2 * standardNormalTail(z), 10);
  });

  test("of no difference are told apart in about one of twenty draws", () => {
    let alarms = 0;
    const draws = 400;
    for (let seed = 0; seed < draws; seed++) {
      const cases = simulated(80, 1000 + seed).map((one, index) => {
        const random = Random.fromSeed(seed * 1000 + index);
        return { ...one, score: one.score + random.normal(), other: one.score + random.normal() };
      });
      const { pValue = 1 } =
        compareClusteredAuroc(findingOf(cases), findingOf(cases, "other"), patientsOf(cases)) ?? {};
      if (pValue < 0.05) alarms++;
    }
    // 99.9 percent of binomial(400, 0.05) lie between 8 and 36.
    expect(alarms).toBeGreaterThanOrEqual(8);
    expect(alarms).toBeLessThanOrEqual(36);
  });

  test("that are the same do not differ", () => {
    const cases = simulated(30, 6);
    const same = compareClusteredAuroc(findingOf(cases), findingOf(cases), patientsOf(cases));
    expect(same).toMatchObject({ difference: 0, pValue: 1 });
  });

  test("must be judged by the same labels", () => {
    const [a, b] = [
      { scores: [1, 2], labels: [1, 0] },
      { scores: [1, 2], labels: [0, 1] },
    ];
    expect(() => compareClusteredAuroc(a, b, ["p", "q"])).toThrow(
      /case 0: .*other|different labels/,
    );
  });
});

test.each([
  [0, 0.5],
  [1, 0.15865525393145707],
  [1.959963984540054, 0.025],
  [5, 2.8665157187919333e-7],
  [8, 6.220960574271785e-16],
])("the chance of a normal variable above %d is %d", (z, expected) => {
  expect(Math.abs(standardNormalTail(z) / expected - 1)).toBeLessThan(3e-7);
});
