import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../src/random.ts";

describe("Random", () => {
  test("is xoshiro128**: the first outputs of the reference implementation from state 1, 2, 3, 4", () => {
    const random = Random.fromState([1, 2, 3, 4]);
    const outputs = Array.from({ length: 10 }, () => random.bits());
    expect(outputs).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  test("seeds as an independent SplitMix32 in Python does", () => {
    expect(Random.fromSeed(1).state).toEqual([1580013426, 350525680, 3524174333, 3011703609]);
  });

  test("continues from a saved state, also after going through JSON", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.nat(20), (seed, steps) => {
        const random = Random.fromSeed(seed);
        for (let step = 0; step < steps; step++) random.normal();
        const copy = Random.fromState(JSON.parse(JSON.stringify(random.state)));
        expect([copy.uniform(), copy.below(7)]).toEqual([random.uniform(), random.below(7)]);
      }),
    );
  });

  test("uniform and normal have the moments they should", () => {
    const random = Random.fromSeed(5);
    const uniform = Float64Array.from({ length: 100_000 }, () => random.uniform());
    const normal = Float64Array.from({ length: 100_000 }, () => random.normal());
    expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(uniform)).toBeCloseTo(0.5, 2);
    expect(mean(uniform.map((value) => value ** 2))).toBeCloseTo(1 / 3, 2);
    expect(Math.abs(mean(normal))).toBeLessThan(0.015);
    expect(mean(normal.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(mean(normal.map((value) => value ** 4))).toBeCloseTo(3, 0);
  });

  test("below is uniform by chi square", () => {
    const random = Random.fromSeed(9);
    const counts = Array.from({ length: 7 }, () => 0);
    for (let draw = 0; draw < 70_000; draw++) {
      const value = random.below(7);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(22.46); // the 99.9th percentile for 6 degrees of freedom
  });

  test("shuffle keeps every item, and every order is as likely", () => {
    const random = Random.fromSeed(3);
    const seen = new Map<string, number>();
    for (let round = 0; round < 6000; round++) {
      const order = random.shuffle(["a", "b", "c"]).join("");
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(["abc", "acb", "bac", "bca", "cab", "cba"]);
    for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(120);
  });

  test.each([-1, 0.5, 2 ** 32, Number.NaN])("refuses the seed %s", (seed) => {
    expect(() => Random.fromSeed(seed)).toThrow(/whole number from 0 to 2\^32 - 1/);
  });

  test("refuses impossible bounds and states", () => {
    const random = Random.fromSeed(0);
    for (const bound of [0, -3, 1.5, 2 ** 33]) expect(() => random.below(bound)).toThrow(/bound/);
    expect(() => Random.fromState([0, 0, 0, 0])).toThrow(/not all 0/);
    expect(() => Random.fromState([1, 2, 3, -4])).toThrow(/whole numbers/);
  });
});

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
