import { describe, expect, it } from "vitest";
import {
  bedside,
  describeChest,
  placeLesion,
  renderChest,
  retake,
  SHOWN_FINDINGS,
  withStrength,
} from "../../src/phantom/index.ts";
import { mean, SEEDS, straightChest } from "./picture.ts";

const SIZE = { rows: 128, columns: 128 };

describe("retake", () => {
  it.each(SEEDS)("keeps the body and varies breath, position and exposure (seed %i)", (seed) => {
    const chest = describeChest(seed);
    expect(retake(chest, 0)).toEqual(chest);
    const [first, second] = [retake(chest, 1), retake(chest, 2)];
    const { inspiration, gastricBubble: _, ...body } = chest.anatomy;
    for (const again of [first, second]) {
      expect(again.anatomy).toMatchObject(body);
      expect(Math.abs(again.anatomy.inspiration - inspiration)).toBeLessThan(30);
      expect(again.exposure).not.toEqual(chest.exposure);
    }
    expect(second.exposure).not.toEqual(first.exposure);
    expect(retake(chest, 1)).toEqual(first);
  });

  it("has noise of its own", () => {
    const chest = straightChest(3);
    const [one, other] = [chest, { ...chest, take: 1 }].map((taken) => renderChest(taken, SIZE));
    const differences = one?.pixels.map((grey, index) =>
      Math.abs(grey - (other?.pixels[index] ?? Number.NaN)),
    );
    expect(mean(differences ?? [])).toBeGreaterThan(0);
    expect(mean(differences ?? [])).toBeLessThan(0.01);
  });
});

describe("bedside", () => {
  it.each(SEEDS)("makes the heart larger and the breath shallower (seed %i)", (seed) => {
    const chest = describeChest(seed);
    const taken = bedside(chest);
    expect(bedside(chest)).toEqual(taken);
    const ratio = taken.anatomy.cardiothoracicRatio / chest.anatomy.cardiothoracicRatio;
    expect(ratio).toBeGreaterThan(1);
    expect(ratio).toBeLessThanOrEqual(1.1);
    expect(taken.anatomy.inspiration).toBeLessThan(chest.anatomy.inspiration);
    expect(taken.exposure.scatter).toBeGreaterThan(chest.exposure.scatter);
    expect(taken.anatomy.age).toBe(chest.anatomy.age);
  });
});

describe("withStrength", () => {
  it.each(SHOWN_FINDINGS)("shows less the weaker it is, at the same place: %s", (finding) => {
    const chest = straightChest(5);
    const strong = placeLesion(chest, finding, 5);
    const healthy = renderChest(chest, SIZE).pixels;
    const changes = [1, 0.5, 0].map((strength) => {
      const lesion = withStrength(strong, strength);
      if ("place" in strong) expect(lesion).toMatchObject({ place: strong.place });
      if ("side" in strong) expect(lesion).toMatchObject({ side: strong.side });
      const { pixels, lesions } = renderChest(chest, { ...SIZE, lesions: [lesion] });
      expect(lesions).toHaveLength(1);
      return mean(pixels.map((grey, index) => Math.abs(grey - (healthy[index] ?? Number.NaN))));
    });
    const [most, middle, least] = changes as [number, number, number];
    expect(withStrength(strong, 1)).toEqual(strong);
    expect(most).toBeGreaterThan(middle);
    expect(middle).toBeGreaterThan(least);
    expect(least).toBeGreaterThan(0);
  });

  it("keeps to what a name allows", () => {
    const chest = straightChest(2);
    for (let seed = 0; seed < 50; seed++) {
      const mass = withStrength(placeLesion(chest, "Mass", seed), 0);
      const heart = withStrength(placeLesion(chest, "Cardiomegaly", seed), 0);
      if (mass.finding === "Mass") expect(mass.diameter).toBeGreaterThan(30);
      if (heart.finding === "Cardiomegaly") {
        expect(heart.cardiothoracicRatio).toBeGreaterThan(0.5);
      }
    }
  });
});

describe("rays farther apart", () => {
  it.each(SEEDS.slice(0, 3))("show the same picture, coarser (seed %i)", (seed) => {
    const fine = renderChest(straightChest(seed), SIZE);
    const coarse = renderChest(straightChest(seed), { ...SIZE, raySpacing: 3.2 });
    expect(coarse.pixelSpacing).toBe(fine.pixelSpacing);
    const off = fine.pixels.map((grey, index) => Math.abs(grey - (coarse.pixels[index] ?? 1)));
    expect(mean(off)).toBeGreaterThan(0);
    expect(mean(off)).toBeLessThan(0.025);
  });
});
