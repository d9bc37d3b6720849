import { describe, expect, it } from "vitest";
import { describeChest, renderChest } from "../../src/phantom/index.ts";
import { greyAt, healthyPicture, mean, SEEDS, straightChest } from "./picture.ts";

const SIZE = { rows: 256, columns: 256 };

describe("renderChest", () => {
  it("gives the same pixels for the same seed and others for another", () => {
    const first = renderChest(describeChest(7), SIZE);
    expect(renderChest(describeChest(7), SIZE).pixels).toEqual(first.pixels);
    expect(renderChest(describeChest(8), SIZE).pixels).not.toEqual(first.pixels);
  });

  it.each(SEEDS)("uses the range of grey, black beside the neck (seed %i)", (seed) => {
    const { pixels } = healthyPicture(seed, 256);
    const sorted = Float32Array.from(pixels).sort();
    expect(sorted[0]).toBeGreaterThanOrEqual(0);
    expect(sorted[sorted.length - 1]).toBeLessThanOrEqual(1);
    const percentile = (share: number) => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
    expect(percentile(0.95) - percentile(0.05)).toBeGreaterThan(0.5);
    expect(mean(pixels.subarray(0, 4))).toBeLessThan(0.1);
    expect(mean(pixels.subarray(252, 256))).toBeLessThan(0.1);
  });

  it.each(SEEDS)("shows lungs darker than mediastinum and liver (seed %i)", (seed) => {
    const chest = straightChest(seed);
    const picture = healthyPicture(seed, 256);
    const { stature, thoraxWidth, inspiration } = chest.anatomy;
    const aside = thoraxWidth * 0.3;
    const level = 85 * stature;
    for (const side of [-1, 1]) {
      const lung = greyAt(chest, picture, side * aside, level);
      expect(greyAt(chest, picture, 0, level)).toBeGreaterThan(lung + 0.2);
      expect(greyAt(chest, picture, side * aside, inspiration + 65)).toBeGreaterThan(lung + 0.2);
    }
  });

  it.each(SEEDS)("is about alike left and right above the heart (seed %i)", (seed) => {
    const chest = straightChest(seed);
    const picture = healthyPicture(seed, 256);
    for (const [x, y] of [
      [75, 60],
      [90, 90],
      [60, 30],
    ] as const) {
      const difference = greyAt(chest, picture, x, y) - greyAt(chest, picture, -x, y);
      expect(Math.abs(difference)).toBeLessThan(0.12);
    }
  });

  it.each(SEEDS)(
    "has the right dome above the left and the apex of the heart left (seed %i)",
    (seed) => {
      const chest = straightChest(seed);
      const picture = renderChest(chest, SIZE);
      const { inspiration, domeDifference, thoraxWidth, cardiothoracicRatio } = chest.anatomy;
      const dome = inspiration + domeDifference / 2 + 3;
      const right = greyAt(chest, picture, -0.26 * thoraxWidth, dome, 3);
      const left = greyAt(chest, picture, 0.36 * thoraxWidth, dome - 2, 3);
      expect(right).toBeGreaterThan(left);
      const beside = cardiothoracicRatio * thoraxWidth * 0.5;
      const level = inspiration - 20;
      const apex = greyAt(chest, picture, beside, level, 4);
      expect(apex).toBeGreaterThan(greyAt(chest, picture, -beside, level, 4));
    },
  );

  it("shows the same picture at every size", () => {
    const chest = describeChest(4);
    const large = renderChest(chest, { rows: 512, columns: 512 });
    const small = renderChest(chest, { rows: 128, columns: 128 });
    const differences = small.pixels.map((grey, index) => {
      const [row, column] = [Math.floor(index / 128) * 4, (index % 128) * 4];
      let sum = 0;
      for (let part = 0; part < 16; part++) {
        sum += large.pixels[(row + Math.floor(part / 4)) * 512 + column + (part % 4)] ?? 0;
      }
      return Math.abs(sum / 16 - grey);
    });
    expect(mean(differences)).toBeLessThan(0.012);
  });

  it("keeps its scale in pictures that are not square", () => {
    const chest = straightChest(4);
    const tall = renderChest(chest, { rows: 200, columns: 160 });
    const square = renderChest(chest, { rows: 160, columns: 160 });
    expect(tall.pixels).toHaveLength(200 * 160);
    expect(tall.pixelSpacing).toBe(square.pixelSpacing);
    for (const [x, y] of [
      [80, 80],
      [0, 150],
      [-80, 120],
    ] as const) {
      expect(greyAt(chest, tall, x, y)).toBeCloseTo(greyAt(chest, square, x, y), 1);
    }
  });
});
