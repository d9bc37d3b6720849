import { describe, expect, test } from "vitest";
import { EvaluationError, labelNoise } from "../../src/evaluation/index.ts";
import { Random } from "../../src/random.ts";

/**
 * Cases whose probability of being present is known, with labels that were turned round at known rates: what a
 * perfect model that learned from such labels says of them.
 */
function turnedCases(count: number, presentTurned: number, absentTurned: number, seed: number) {
  const random = Random.fromSeed(seed);
  return Array.from({ length: count }, () => {
    const q = random.uniform() < 0.2 ? 0.999 : 0.001;
    const truth = random.uniform() < q ? 1 : 0;
    const isTurned = random.uniform() < (truth === 1 ? presentTurned : absentTurned);
    return {
      truth,
      label: isTurned ? 1 - truth : truth,
      probability: absentTurned + (1 - absentTurned - presentTurned) * q,
    };
  });
}

const labelsOf = (cases: readonly { label: number }[]) => cases.map(({ label }) => label);
const probabilitiesOf = (cases: readonly { probability: number }[]) =>
  cases.map(({ probability }) => probability);

describe("the noise of a finding's labels", () => {
  test.each([
    [0.1, 0.02, 1],
    [0.05, 0.05, 2],
    [0.3, 0.01, 3],
  ])("present turned with %d, absent with %d: rates are found again", (b, a, seed) => {
    const cases = turnedCases(20_000, b, a, seed);
    const noise = labelNoise(probabilitiesOf(cases), labelsOf(cases));
    const wrongAmong = (label: number) => {
      const called = cases.filter((one) => one.label === label);
      return called.filter(({ truth }) => truth !== label).length / called.length;
    };
    expect(noise?.wrongAmongPresent).toBeCloseTo(wrongAmong(1), 1);
    expect(Math.abs((noise?.wrongAmongAbsent ?? 1) - wrongAmong(0))).toBeLessThan(0.03);
  });

  test("the first-ranked are wrong, and the last are right", () => {
    const cases = turnedCases(5000, 0.1, 0.02, 4);
    const { ranked = [] } = labelNoise(probabilitiesOf(cases), labelsOf(cases)) ?? {};
    const wrong = ranked.map(({ index }) => (cases[index]?.label === cases[index]?.truth ? 0 : 1));
    const share = (part: readonly number[]) =>
      part.reduce((sum: number, one) => sum + one, 0) / part.length;
    expect(ranked).toHaveLength(5000);
    expect(share(wrong.slice(0, 100))).toBeGreaterThan(0.9);
    expect(share(wrong.slice(-2000))).toBeLessThan(0.01);
    expect(ranked.map((one) => one.wrong)).toEqual(
      ranked.map((one) => one.wrong).toSorted((one, other) => other - one),
    );
  });

  test("by hand: 60 labels of three kinds of cases", () => {
    // 24 present at 0.9 and 6 at 0.1; 3 absent at 0.9 and 27 at 0.1. Thresholds 0.74 and 0.82, so that all of
    // 0.9 count as present, all of 0.1 as absent.
    const cases = [
      ...Array(24).fill({ label: 1, probability: 0.9 }),
      ...Array(6).fill({ label: 1, probability: 0.1 }),
      ...Array(3).fill({ label: 0, probability: 0.9 }),
      ...Array(27).fill({ label: 0, probability: 0.1 }),
    ];
    const noise = labelNoise(probabilitiesOf(cases), labelsOf(cases));
    expect(noise).toMatchObject({ present: 30, absent: 30 });
    expect(noise?.wrongAmongPresent).toBeCloseTo(6 / 30, 12);
    expect(noise?.wrongAmongAbsent).toBeCloseTo(3 / 30, 12);
    // 33 are truly absent, 6 of them called present; 27 truly present, 3 of them called absent.
    const [a, b] = [6 / 33, 3 / 27];
    const present = (a * 0.9) / ((1 - b) * 0.1);
    const absent = (b * 0.9) / ((1 - a) * 0.1);
    const byIndex = new Map(noise?.ranked.map(({ index, wrong }) => [index, wrong]));
    expect(byIndex.get(24)).toBeCloseTo(present / (1 + present), 12);
    expect(byIndex.get(30)).toBeCloseTo(absent / (1 + absent), 12);
    expect(noise?.ranked.slice(0, 9).map(({ index }) => index)).toEqual([
      24, 25, 26, 27, 28, 29, 30, 31, 32,
    ]);
  });

  test("unknown labels take no part, and too few of a kind give no answer", () => {
    const cases = turnedCases(400, 0.1, 0.05, 5);
    const [labels, probabilities] = [labelsOf(cases), probabilitiesOf(cases)];
    const withUnknown = labelNoise(
      [...probabilities, Number.NaN, 0.7],
      [...labels, Number.NaN, Number.NaN],
    );
    expect(withUnknown).toEqual(labelNoise(probabilities, labels));
    expect(
      labelNoise(Array(60).fill(0.5), [...Array(19).fill(1), ...Array(41).fill(0)]),
    ).toBeNull();
    expect(
      labelNoise(Array(60).fill(0.5), [...Array(41).fill(1), ...Array(19).fill(0)]),
    ).toBeNull();
  });

  test("a logit is no probability", () => {
    expect(() => labelNoise([1.2], [1])).toThrow(EvaluationError);
    expect(() => labelNoise([1.2], [1])).toThrow(/probability 1.2 of case 0/);
  });
});
