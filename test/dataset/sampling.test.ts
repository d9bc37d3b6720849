import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BALANCE,
  type BalanceSettings,
  samplingWeights,
  shuffledOrder,
  sourceWeights,
  weightedOrder,
} from "../../src/dataset/sampling.ts";

const NAN = Number.NaN;
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const rows = fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 60 });
const ascending = (values: ArrayLike<number>) =>
  Array.from(values).sort((one, other) => one - other);

describe("shuffledOrder", () => {
  test("has every row once in every epoch, and answers the same when asked again", () => {
    fc.assert(
      fc.property(rows, seeds, fc.nat(1000), (given, seed, epoch) => {
        const order = shuffledOrder(given, seed);
        expect(ascending(order(epoch))).toEqual(ascending(given));
        expect(shuffledOrder(given, seed)(epoch)).toEqual(order(epoch));
      }),
    );
  });

  test("differs from epoch to epoch and from seed to seed; every row comes first about equally often", () => {
    const given = Array.from({ length: 10 }, (_, row) => row);
    const orders = [1, 2, 3].flatMap((seed) =>
      [0, 1, 2].map((epoch) => shuffledOrder(given, seed)(epoch).join()),
    );
    expect(new Set(orders).size).toBe(9);
    const first = new Array<number>(10).fill(0);
    for (let epoch = 0; epoch < 5000; epoch++) {
      const row = shuffledOrder(given, 7)(epoch)[0] ?? 0;
      first[row] = (first[row] ?? 0) + 1;
    }
    for (const times of first) expect(Math.abs(times - 500)).toBeLessThan(106); // 5 standard deviations
  });
});

/** Class-balanced sampling, as a fit puts it together. */
const balancedOrder = (
  rows: ArrayLike<number>,
  targets: { readonly columns: number; readonly data: Float32Array },
  seed: number,
  settings: BalanceSettings = BALANCE,
) => weightedOrder(rows, samplingWeights(rows, targets, settings), seed);

describe("samplingWeights", () => {
  // 100 radiographs: finding 0 in 25 of 100, finding 1 in 4 of the 50 where it is known, finding 2 in none.
  const data = Float32Array.from({ length: 300 }, (_, index) => {
    const [row, finding] = [Math.floor(index / 3), index % 3];
    if (finding === 0) return row < 25 ? 1 : 0;
    if (finding === 1) return row >= 50 ? NAN : row % 10 === 0 && row < 40 ? 1 : 0;
    return 0;
  });
  const targets = { columns: 3, data };
  const all = Array.from({ length: 100 }, (_, row) => row);

  test("are the formula's: the rarest finding of a radiograph decides, among labels that are known", () => {
    const weights = samplingWeights(all, targets, { threshold: 0.5, strength: 0.5 });
    expect(weights[0]).toBeCloseTo(Math.sqrt(0.5 / 0.08), 10); // both findings
    expect(weights[1]).toBeCloseTo(Math.sqrt(0.5 / 0.25), 10);
    expect(weights[30]).toBeCloseTo(Math.sqrt(0.5 / 0.08), 10);
    expect(weights[99]).toBe(1); // none that is known
  });

  test("are 1 above the threshold or with no strength", () => {
    expect(samplingWeights(all, targets, { threshold: 0.1, strength: 1 })[1]).toBe(1);
    expect(
      samplingWeights(all, targets, { threshold: 0.5, strength: 0 }).every((one) => one === 1),
    ).toBe(true);
  });

  test("count only the rows that take part", () => {
    const weights = samplingWeights([0, 1, 2, 99], targets, { threshold: 0.9, strength: 1 });
    expect(weights[1]).toBeCloseTo(0.9 / 0.75, 10);
    expect(weights[0]).toBeCloseTo(0.9 / (1 / 3), 10);
  });
});

describe("balancedOrder", () => {
  test("draws each row as often as its weight says, rounded down or up, and as many as there are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 1, NAN), { minLength: 1, maxLength: 60 }),
        seeds,
        fc.nat(100),
        (labels, seed, epoch) => {
          const given = labels.map((_, row) => row);
          const targets = { columns: 1, data: Float32Array.from(labels) };
          const settings = { threshold: 0.5, strength: 1 };
          const order = balancedOrder(given, targets, seed, settings)(epoch);
          expect(order).toHaveLength(given.length);
          expect(balancedOrder(given, targets, seed, settings)(epoch)).toEqual(order);
          const weights = samplingWeights(given, targets, settings);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          for (const row of given) {
            const expected = ((weights[row] ?? 0) * given.length) / total;
            const times = order.filter((drawn) => drawn === row).length;
            expect(Math.abs(times - expected)).toBeLessThan(1 + 1e-9);
          }
        },
      ),
    );
  });

  test("over many epochs a rare finding comes as often as expected", () => {
    const labels = Float32Array.from({ length: 200 }, (_, row) => (row < 4 ? 1 : 0)); // 2 percent
    const given = Array.from({ length: 200 }, (_, row) => 1000 + row);
    const data = new Float32Array(1200);
    data.set(labels, 1000);
    const order = balancedOrder(given, { columns: 1, data }, 5, { threshold: 0.5, strength: 0.5 });
    let positives = 0;
    for (let epoch = 0; epoch < 200; epoch++) {
      positives += order(epoch).filter((row) => row < 1004).length;
    }
    // Weight 5 of 4 rows among 196 of weight 1: 20 of 216.
    expect(Math.abs(positives / (200 * 200) - 20 / 216)).toBeLessThan(0.002);
  });
});

describe("sources of radiographs", () => {
  const sourceOf = [...Array(90).fill("large"), ...Array(9).fill("small"), "other"];

  test("come equally often, however many radiographs they have", () => {
    const rows = [...sourceOf.keys()];
    const order = weightedOrder(rows, sourceWeights(rows, sourceOf), 7);
    const counts = new Map<string, number>();
    for (let epoch = 0; epoch < 30; epoch++)
      for (const row of order(epoch))
        counts.set(sourceOf[row], (counts.get(sourceOf[row]) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual(["large", "other", "small"]);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(40);
  });

  test("count among the given rows only", () => {
    const weights = sourceWeights([0, 1, 2, 99], sourceOf);
    expect([...weights].map((weight) => Number(weight.toFixed(6)))).toEqual([
      0.666667, 0.666667, 0.666667, 2,
    ]);
  });
});
