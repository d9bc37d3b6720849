import { describe, expect, test } from "vitest";
import { learnFitSpread, learnPatientSpread } from "../../../src/evaluation/index.ts";
import { fitReach } from "../../../src/evaluation/uncertainty/fit-spread.ts";
import { Random } from "../../../src/random.ts";

const RADIOGRAPHS = 20_000;

/** Logits of fits around a truth per radiograph, with a standard deviation per radiograph that each states in its units. */
function simulate(
  seed: number,
  fits: number,
  deviationOf: (random: Random) => number,
  stated = (deviation: number, _random: Random) => 3 * deviation,
) {
  const random = Random.fromSeed(seed);
  const rows = Array.from({ length: RADIOGRAPHS }, () => {
    const deviation = deviationOf(random);
    const truth = 2 * random.normal();
    const each = Array.from({ length: fits }, () => ({
      logit: truth + deviation * random.normal(),
      spread: stated(deviation, random),
    }));
    return { truth, each };
  });
  const column = (part: "logit" | "spread") =>
    Array.from({ length: fits }, (_, fit) => rows.map(({ each }) => each[fit]?.[part] ?? 0));
  return {
    truths: rows.map(({ truth }) => truth),
    fits: column("logit"),
    spreads: column("spread"),
  };
}

const unlike = (random: Random) => Math.exp(0.7 * random.normal());

describe("how far fits differ", () => {
  test("is one variance where the spread says nothing of it", () => {
    const { fits, spreads } = simulate(
      1,
      3,
      () => 0.5,
      (_, random) => Math.exp(0.5 * random.normal()),
    );
    const spread = learnFitSpread(fits, spreads);
    expect((spread?.variance ?? 0) / 0.25).toBeCloseTo(1, 1);
    expect(spread?.weight).toBeLessThan(0.1);
    expect(spread?.quantile).toBeGreaterThan(1.92);
    expect(spread?.quantile).toBeLessThan(2);
  });

  test("follows the spread all the way where it tells the deviation, in whatever units", () => {
    const { fits, spreads } = simulate(2, 3, unlike);
    const spread = learnFitSpread(fits, spreads);
    expect(spread?.weight).toBeGreaterThan(0.9);
    // E[exp(2 x 0.7 z)] = exp(2 x 0.49); the largest weight that is tried leaves a little for all alike.
    expect((spread?.variance ?? 0) / Math.exp(0.98)).toBeGreaterThan(0.85);
    expect((spread?.variance ?? 0) / Math.exp(0.98)).toBeLessThan(1.05);
    expect((spread?.usual ?? 0) / (3 * Math.exp(0.49))).toBeCloseTo(1, 1);
    expect(spread?.quantile).toBeCloseTo(1.96, 1);
  });

  test.each([
    ["alike", () => 0.5],
    ["not alike", unlike],
  ])(
    "reaches as far as 95 of 100 means of three fits are off, of radiographs that are %s",
    (_, deviationOf) => {
      const { truths, fits, spreads } = simulate(3, 3, deviationOf);
      const learned = learnFitSpread(fits, spreads);
      if (learned === null) throw new Error("Three fits that differ have a spread.");
      const spread = { ...learned, patients: null };
      const covered = (third: number) => {
        const rows = [...truths.keys()]
          .sort((a, b) => (spreads[0]?.[a] ?? 0) - (spreads[0]?.[b] ?? 0))
          .slice((third * RADIOGRAPHS) / 3, ((third + 1) * RADIOGRAPHS) / 3);
        const within = rows.filter((row) => {
          const mean = fits.reduce((sum, logits) => sum + (logits[row] ?? 0), 0) / 3;
          const own = spreads[0]?.[row] ?? 0;
          return Math.abs((truths[row] ?? 0) - mean) <= fitReach(spread, own, 3);
        });
        return within.length / rows.length;
      };
      // Not only on average: of radiographs of little spread and of much.
      for (const third of [0, 1, 2]) {
        expect(covered(third)).toBeGreaterThan(0.93);
        expect(covered(third)).toBeLessThan(0.97);
      }
    },
  );

  test("without spreads has no weight of a radiograph's own, and of one fit nothing", () => {
    const { fits, spreads } = simulate(4, 2, () => 0.3);
    const without = learnFitSpread(fits, null);
    expect(without).toMatchObject({ weight: 0, usual: 0 });
    expect(without?.variance).toBeCloseTo(0.09, 2);
    expect(learnFitSpread(fits.slice(0, 1), spreads.slice(0, 1))).toBeNull();
    expect(learnFitSpread([], [])).toBeNull();
    expect(learnFitSpread([fits[0] ?? [], fits[0] ?? []], spreads)).toBeNull();
  });

  test("counts a radiograph that states no spread as a usual one", () => {
    const spread = { variance: 0.09, patients: null, weight: 0.7, usual: 0.4, quantile: 2 };
    expect(fitReach(spread, null, 3)).toBeCloseTo(fitReach(spread, 0.4, 3), 12);
    expect(fitReach(spread, 0.4, 3)).toBeCloseTo(2 * Math.sqrt(0.03), 12);
    expect(fitReach({ ...spread, patients: 0.05 }, 0.4, 3)).toBe(fitReach(spread, 0.4, 3));
  });
});

/** Ensembles of fits to all patients but a group: each group moves every logit by its own part. */
function leaveGroupsOut(seed: number, groups: number, byGroup: number, bySeed: number) {
  const random = Random.fromSeed(seed);
  const radiographs = 20_000;
  const parts = Array.from({ length: groups }, () =>
    Float64Array.from({ length: radiographs }, () => byGroup * Math.sqrt(groups) * random.normal()),
  );
  return parts.map((_, left) =>
    Array.from({ length: 3 }, () =>
      Array.from({ length: radiographs }, (_, row) => {
        const kept = parts.filter((_, group) => group !== left);
        const mean = kept.reduce((sum, part) => sum + (part[row] ?? 0), 0) / kept.length;
        return mean + bySeed * random.normal();
      }),
    ),
  );
}

describe("what other patients would change", () => {
  // A mean over groups is a smooth statistic: its variance is known, byGroup², and the jackknife must find it.
  test.each([
    [0.3, 0.2],
    [0.1, 0.5],
    [0.5, 0],
  ])(
    "is the variance of a mean over patients, %f², whatever seeds change (%f)",
    (byGroup, bySeed) => {
      const found = learnPatientSpread(leaveGroupsOut(5, 5, byGroup, bySeed), 5);
      expect(found).toBeGreaterThan(0);
      expect(Math.sqrt(found ?? 0)).toBeCloseTo(byGroup, 1);
    },
  );

  test("is found with some of the groups, too, and is nothing where only seeds differ", () => {
    const all = leaveGroupsOut(6, 5, 0.3, 0.2);
    expect(Math.sqrt(learnPatientSpread(all.slice(0, 3), 5) ?? 0)).toBeCloseTo(0.3, 1);
    expect(learnPatientSpread(leaveGroupsOut(7, 5, 0, 0.4), 5)).toBeLessThan(0.01);
  });

  test("is not known of fewer than three groups, single fits or no radiographs", () => {
    const all = leaveGroupsOut(8, 5, 0.3, 0.2);
    expect(learnPatientSpread(all.slice(0, 2), 5)).toBeNull();
    expect(
      learnPatientSpread(
        all.map((fits) => fits.slice(0, 1)),
        5,
      ),
    ).toBeNull();
    expect(
      learnPatientSpread(
        all.map((fits) => fits.map(() => [])),
        5,
      ),
    ).toBeNull();
    expect(learnPatientSpread([], 0)).toBeNull();
  });
});
