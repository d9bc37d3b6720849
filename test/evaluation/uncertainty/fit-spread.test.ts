import { describe, expect, test } from "vitest";
import { learnFitSpread } from "../../../src/evaluation/index.ts";
import { fitReach } from "../../../src/evaluation/uncertainty/fit-spread.ts";
import { Random } from "../../../src/random.ts";

const RADIOGRAPHS = 20_000;

/** Logits of fits around a truth per radiograph, with a standard deviation per radiograph. */
function simulate(seed: number, fits: number, deviationOf: (random: Random) => number) {
  const random = Random.fromSeed(seed);
  const rows = Array.from({ length: RADIOGRAPHS }, () => {
    const deviation = deviationOf(random);
    const truth = 2 * random.normal();
    return {
      truth,
      logits: Array.from({ length: fits }, () => truth + deviation * random.normal()),
    };
  });
  return {
    truths: rows.map(({ truth }) => truth),
    fits: Array.from({ length: fits }, (_, fit) => rows.map(({ logits }) => logits[fit] ?? 0)),
  };
}

describe("how far fits differ", () => {
  test("is one variance where all radiographs are alike: their own says nothing", () => {
    const { fits } = simulate(1, 3, () => 0.5);
    const spread = learnFitSpread(fits);
    expect(spread?.variance).toBeCloseTo(0.25, 2);
    expect(spread?.weight).toBeLessThan(0.1);
    expect(spread?.quantile).toBeGreaterThan(1.92);
    expect(spread?.quantile).toBeLessThan(2);
  });

  test("counts a radiograph's own variance where radiographs are not alike", () => {
    const { fits } = simulate(2, 3, (random) => (random.uniform() < 0.5 ? 0.05 : 1));
    expect(learnFitSpread(fits)?.weight).toBeGreaterThan(0.3);
  });

  test.each([
    ["alike", () => 0.5],
    ["not alike", (random: Random) => Math.exp(0.7 * random.normal())],
  ])(
    "reaches as far as 95 of 100 means of three fits are off, of radiographs that are %s",
    (_, deviationOf) => {
      const { truths, fits } = simulate(3, 3, deviationOf);
      const spread = learnFitSpread(fits);
      if (spread === null) throw new Error("Three fits that differ have a spread.");
      const covered = truths.filter((truth, row) => {
        const own = fits.map((logits) => logits[row] ?? 0);
        const mean = own.reduce((sum, one) => sum + one, 0) / own.length;
        const deviation = Math.sqrt(own.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 2);
        return Math.abs(truth - mean) <= fitReach(spread, deviation, 3);
      });
      expect(covered.length / truths.length).toBeGreaterThan(0.935);
      expect(covered.length / truths.length).toBeLessThan(0.97);
    },
  );

  test("of two fits has no weight of a radiograph's own, and of one nothing", () => {
    const { fits } = simulate(4, 2, () => 0.3);
    expect(learnFitSpread(fits)).toMatchObject({ weight: 0 });
    expect(learnFitSpread(fits.slice(0, 1))).toBeNull();
    expect(learnFitSpread([])).toBeNull();
    expect(learnFitSpread([fits[0] ?? [], fits[0] ?? []])).toBeNull();
  });
});
