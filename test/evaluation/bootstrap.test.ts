import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auroc, bootstrapAuroc } from "../../src/evaluation/index.ts";
import { percentileInterval } from "../../src/evaluation/interval.ts";
import { Random } from "../../src/random.ts";
import { type Scored, scoredCase } from "./arbitrary.ts";

const cohort = fc.array(fc.record({ case: scoredCase, patient: fc.nat(9) }), {
  minLength: 2,
  maxLength: 30,
});

describe("bootstrapAuroc", () => {
  test("equals drawing patients and computing AUROC of the radiographs drawn", () => {
    fc.assert(
      fc.property(cohort, fc.nat(1000), (rows, seed) => {
        const data = split(rows.map((row) => row.case));
        const patientIds = rows.map(({ patient }) => `patient ${patient}`);
        const { findings } = bootstrapAuroc([data], patientIds, { replicates: 30, seed });
        expect(findings).toEqual([naive(data, patientIds, 30, seed)]);
      }),
    );
  });

  test("with one radiograph per patient is the plain bootstrap over radiographs", () => {
    fc.assert(
      fc.property(cohort, fc.nat(1000), (rows, seed) => {
        const data = split(rows.map((row) => row.case));
        const patientIds = rows.map((_, index) => `${index}`);
        const { findings } = bootstrapAuroc([data], patientIds, { replicates: 30, seed });
        const random = Random.fromSeed(seed);
        const replicates = Array.from({ length: 30 }, () => {
          const drawn = rows.map(() => random.below(rows.length));
          return auroc(
            drawn.map((i) => data.scores[i] ?? 0),
            drawn.map((i) => data.labels[i] ?? 0),
          );
        });
        const defined = replicates.filter((value) => value !== null);
        const value = auroc(data.scores, data.labels);
        const interval = percentileInterval(Float64Array.from(defined));
        expect(findings).toEqual([
          value === null ? null : { value, interval, replicates: defined.length },
        ]);
      }),
    );
  });

  test("radiographs repeated within patients widen nothing and narrow nothing", () => {
    const data = simulated(60, 3);
    const ids = data.labels.map((_, index) => `${index}`);
    const twice = {
      scores: [...data.scores, ...data.scores],
      labels: [...data.labels, ...data.labels],
    };
    expect(bootstrapAuroc([twice], [...ids, ...ids], { seed: 4 })).toEqual(
      bootstrapAuroc([data], ids, { seed: 4 }),
    );
  });

  test("the mean is paired: of one finding twice it has that finding's interval", () => {
    const data = simulated(80, 1);
    const ids = data.labels.map((_, index) => `${index % 30}`);
    const { findings, mean } = bootstrapAuroc([data, data], ids, { replicates: 200 });
    expect(mean).toEqual({ ...findings[0], findings: 2 });
  });

  test("the mean leaves out a finding with one class, and replicates where another has one class", () => {
    const data = simulated(50, 2);
    const rare = {
      scores: data.scores,
      labels: data.labels.map((_, index) => (index === 0 ? 1 : 0)),
    };
    const none = { scores: data.scores, labels: data.labels.map(() => 0) };
    const ids = data.labels.map((_, index) => `${index}`);
    const { findings, mean } = bootstrapAuroc([data, none, rare], ids);
    expect(findings[1]).toBeNull();
    expect(mean?.findings).toBe(2);
    expect(mean?.replicates).toBe(findings[2]?.replicates);
    // One positive patient of 50 is drawn with probability 1 - (49/50)^50 = 0.636.
    expect((mean?.replicates ?? 0) / 1000).toBeCloseTo(0.636, 1);
  });

  test("covers the true AUROC about as often as it says", () => {
    // Two normal distributions one standard deviation apart: AUROC = Phi(1 / sqrt 2).
    const truth = 0.7602;
    const covered = Array.from({ length: 200 }, (_, seed) => {
      const data = simulated(200, seed + 100);
      const ids = data.labels.map((__, index) => `${index}`);
      const interval = bootstrapAuroc([data], ids, { replicates: 200, seed }).findings[0]?.interval;
      return interval && interval.low <= truth && truth <= interval.high;
    });
    const share = covered.filter(Boolean).length / covered.length;
    expect(share).toBeGreaterThan(0.89);
    expect(share).toBeLessThanOrEqual(1);
  });

  test("has no interval for one patient, no figures for no radiographs", () => {
    expect(bootstrapAuroc([{ scores: [1, 2], labels: [0, 1] }], ["a", "a"]).findings).toEqual([
      { value: 1, interval: null, replicates: 1000 },
    ]);
    expect(bootstrapAuroc([{ scores: [], labels: [] }], [])).toEqual({
      findings: [null],
      mean: null,
    });
    expect(bootstrapAuroc([], ["a", "b"])).toEqual({ findings: [], mean: null });
  });

  test("refuses lists of different lengths and senseless settings", () => {
    const data = simulated(3, 0);
    expect(() => bootstrapAuroc([data], ["a"])).toThrow("3 labels but 1 patient ids");
    expect(() => bootstrapAuroc([data], ["a", "b", "c"], { replicates: 0 })).toThrow(
      "0 bootstrap replicates",
    );
    expect(() => bootstrapAuroc([data], ["a", "b", "c"], { seed: -1 })).toThrow("seed -1");
  });
});

function split(cases: readonly { score: number; label: number }[]): Scored {
  return { scores: cases.map(({ score }) => score), labels: cases.map(({ label }) => label) };
}

/** Half positives, their scores one standard deviation higher. */
function simulated(count: number, seed: number): Scored {
  const random = Random.fromSeed(seed);
  const labels = Array.from({ length: count }, (_, index) => index % 2);
  return { labels, scores: labels.map((label) => label + random.normal()) };
}

/** Patients drawn by the same generator, their radiographs written out one after the other. */
function naive(data: Scored, patientIds: string[], replicates: number, seed: number): unknown {
  const value = auroc(data.scores, data.labels);
  if (value === null) return null;
  const patients = [...new Set(patientIds)];
  const random = Random.fromSeed(seed);
  const values = Array.from({ length: replicates }, () => {
    const drawn = patients.map(() => patients[random.below(patients.length)]);
    const cases = drawn.flatMap((patient) =>
      [...patientIds.keys()].filter((i) => patientIds[i] === patient),
    );
    return auroc(
      cases.map((i) => data.scores[i] ?? 0),
      cases.map((i) => data.labels[i] ?? 0),
    );
  }).filter((replicate) => replicate !== null);
  const interval = patients.length < 2 ? null : percentileInterval(Float64Array.from(values));
  return { value, interval, replicates: values.length };
}
