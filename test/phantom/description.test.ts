import { describe, expect, it } from "vitest";
import { describeChest, placeLesion, SHOWN_FINDINGS } from "../../src/phantom/index.ts";
import { randomStream } from "../../src/phantom/random.ts";
import { mean } from "./picture.ts";

const CHESTS = Array.from({ length: 400 }, (_, seed) => describeChest(seed));

describe("describeChest", () => {
  it("draws the same chest for a seed and different ones for others", () => {
    expect(describeChest(12)).toEqual(describeChest(12));
    const widths = new Set(CHESTS.map((chest) => chest.anatomy.thoraxWidth));
    expect(widths.size).toBe(CHESTS.length);
  });

  it("draws adults of both sexes in the ranges of anatomy, with normal hearts", () => {
    for (const { anatomy } of CHESTS) {
      expect(anatomy.thoraxWidth).toBeGreaterThan(235);
      expect(anatomy.thoraxWidth).toBeLessThan(315);
      expect(anatomy.cardiothoracicRatio).toBeLessThanOrEqual(0.51);
      expect(anatomy.domeDifference).toBeGreaterThan(0);
      expect(anatomy.breast > 0).toBe(anatomy.sex === "female");
    }
    const women = CHESTS.filter(({ anatomy }) => anatomy.sex === "female").length;
    expect(women / CHESTS.length).toBeGreaterThan(0.38);
    expect(women / CHESTS.length).toBeLessThan(0.56);
  });

  it("gives old bones less mineral than young ones", () => {
    const density = (from: number, to: number) =>
      mean(
        CHESTS.filter(({ anatomy }) => anatomy.age >= from && anatomy.age < to).map(
          ({ anatomy }) => anatomy.boneDensity,
        ),
      );
    expect(density(70, 90)).toBeLessThan(density(18, 35) - 0.1);
  });
});

describe("placeLesion", () => {
  it("places every finding, round ones inside the chest and both sides about as often", () => {
    const sides: number[] = [];
    CHESTS.forEach((chest, seed) => {
      for (const finding of SHOWN_FINDINGS) {
        const lesion = placeLesion(chest, finding, seed);
        expect(lesion.finding).toBe(finding);
        if (lesion.finding !== "Nodule") continue;
        expect(Math.abs(lesion.place.x)).toBeLessThan(chest.anatomy.thoraxWidth / 2);
        expect(lesion.place.y).toBeLessThan(chest.anatomy.inspiration + 30);
        expect(lesion.diameter).toBeLessThanOrEqual(30);
        sides.push(Math.sign(lesion.place.x));
      }
    });
    expect(Math.abs(mean(sides))).toBeLessThan(0.2);
  });
});

describe("randomStream", () => {
  it("is uniform, and independent between names", () => {
    const draw = (name: string) => {
      const random = randomStream(99, name);
      return Array.from({ length: 20000 }, () => random.next());
    };
    const [ribs, spine] = [draw("ribs"), draw("spine")];
    expect(mean(ribs)).toBeCloseTo(0.5, 1);
    expect(mean(ribs.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
    const together = mean(ribs.map((value, index) => (value - 0.5) * ((spine[index] ?? 0) - 0.5)));
    expect(Math.abs(together)).toBeLessThan(0.003);
  });
});
