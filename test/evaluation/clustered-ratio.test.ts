import { describe, expect, test } from "vitest";
import {
  clusteredRatio,
  clusteredShare,
  observedToExpected,
  wilsonInterval,
} from "../../src/evaluation/index.ts";
import { Random } from "../../src/random.ts";

describe("a ratio by patient", () => {
  test("by hand", () => {
    // Patients a (3 of 4) and b (1 of 2): R = 4 / 6; residuals 3 - 8/3 and 1 - 4/3, each a third.
    const ratio = clusteredRatio([1, 1, 1, 0, 1, 0], [1, 1, 1, 1, 1, 1], [..."aaaabb"]);
    expect(ratio?.value).toBeCloseTo(2 / 3, 12);
    expect(ratio?.standardError).toBeCloseTo(Math.sqrt((2 * 2) / 9) / 6, 12);
    expect(ratio?.patients).toBe(2);
    expect(clusteredRatio([1], [1], ["a"])?.standardError).toBeNull();
    expect(clusteredRatio([], [], [])).toBeNull();
  });
});

describe("a share by patient", () => {
  test("is no sharper for copies of the same radiographs", () => {
    const correct = [1, 0, 1, 1, 0, 1, 1, 1, 0, 1];
    const patients = correct.map((_, index) => `p${index}`);
    const once = clusteredShare(correct, patients);
    const fourTimes = clusteredShare(
      correct.flatMap((one) => [one, one, one, one]),
      patients.flatMap((one) => [one, one, one, one]),
    );
    expect(fourTimes?.interval.low).toBeCloseTo(once?.interval.low ?? Number.NaN, 12);
    expect(fourTimes?.interval.high).toBeCloseTo(once?.interval.high ?? Number.NaN, 12);
    expect(fourTimes).toMatchObject({ correct: 28, of: 40 });
  });

  test("of one radiograph each is nearly Wilson's, and all correct counts patients", () => {
    const correct = Array.from({ length: 200 }, (_, index) => (index % 5 === 0 ? 0 : 1));
    const share = clusteredShare(
      correct,
      correct.map((_, index) => String(index)),
    );
    const plain = wilsonInterval(160, 200);
    expect(Math.abs((share?.interval.low ?? 0) - (plain?.low ?? 1))).toBeLessThan(1e-3);
    expect(clusteredShare([1, 1, 1, 1, 1, 1], [..."aabbcc"])?.interval).toEqual(
      wilsonInterval(3, 3),
    );
    expect(clusteredShare([], [])).toBeNull();
  });

  test("covers the truth 95 times in 100 where Wilson's own interval does not", () => {
    const random = Random.fromSeed(7);
    const rounds = 1000;
    let [covered, plainly] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const correct: number[] = [];
      const patients: string[] = [];
      for (let patient = 0; patient < 60; patient++) {
        // A patient's radiographs are all easy or all hard, 7 times in 10 easy.
        const easy = random.uniform() < 0.7 ? 0.95 : 0.2;
        for (let one = 0; one <= random.below(7); one++) {
          correct.push(random.uniform() < easy ? 1 : 0);
          patients.push(String(patient));
        }
      }
      const truth = 0.7 * 0.95 + 0.3 * 0.2;
      const share = clusteredShare(correct, patients);
      const plain = wilsonInterval(share?.correct ?? 0, share?.of ?? 0);
      if (share && share.interval.low <= truth && truth <= share.interval.high) covered++;
      if (plain && plain.low <= truth && truth <= plain.high) plainly++;
    }
    expect(covered / rounds).toBeGreaterThan(0.925);
    expect(covered / rounds).toBeLessThan(0.975);
    expect(plainly / rounds).toBeLessThan(0.85);
  });
});

describe("observed to expected", () => {
  test("counts, and has the standard error that Riley et al. (2021) plan with", () => {
    // Independent radiographs that all get the prevalence: SE of the logarithm is root((1 - q) / (n q)).
    const [count, positives] = [1000, 100];
    const labels = Array.from({ length: count }, (_, index) => (index < positives ? 1 : 0));
    const found = observedToExpected(
      labels.map(() => 0.05),
      labels,
      labels.map((_, index) => String(index)),
    );
    expect(found?.value).toBeCloseTo(2, 12);
    expect(found?.standardError).toBeCloseTo(Math.sqrt(0.9 / positives), 3);
    const { low = 0, high = 0 } = found?.interval ?? {};
    expect(Math.sqrt(low * high)).toBeCloseTo(2, 12);
  });

  test("of nothing observed has no interval", () => {
    expect(observedToExpected([0.2, 0.3], [0, 0], ["a", "b"])).toEqual({
      value: 0,
      interval: null,
      standardError: null,
    });
  });
});
