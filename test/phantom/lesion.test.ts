import { describe, expect, it } from "vitest";
import {
  type Box,
  type ChestDescription,
  type Lesion,
  placeLesion,
  type RenderedChest,
  renderChest,
  SHOWN_FINDINGS,
} from "../../src/phantom/index.ts";
import { columnAt, healthyPicture, mean, rowAt, SEEDS, straightChest } from "./picture.ts";

const SIZE = { rows: 256, columns: 256 };

/** The picture with a lesion, and how much brighter it is than without. */
function compare(
  seed: number,
  lesion: Lesion,
): { picture: RenderedChest; box: Box; change: Float32Array } {
  const healthy = healthyPicture(seed, SIZE.columns);
  const picture = renderChest(straightChest(seed), { ...SIZE, lesions: [lesion] });
  const box = picture.lesions[0]?.box ?? { x: 0, y: 0, width: 0, height: 0 };
  const change = picture.pixels.map((grey, index) => grey - (healthy.pixels[index] ?? 0));
  return { picture, box, change };
}

function inside({ x, y, width, height }: Box, index: number, margin = 0): boolean {
  const column = index % SIZE.columns;
  const row = Math.floor(index / SIZE.columns);
  return (
    column >= x - margin &&
    column < x + width + margin &&
    row >= y - margin &&
    row < y + height + margin
  );
}

/** Share of the changed pixels that lie in the box or within some pixels of it. */
function changeInside(change: Float32Array, box: Box): number {
  const strongest = change.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let [within, all] = [0, 0];
  change.forEach((value, index) => {
    if (Math.abs(value) < strongest * 0.3) return;
    all++;
    if (inside(box, index, 3)) within++;
  });
  return within / all;
}

describe("lesions", () => {
  const local = [
    "Atelectasis",
    "Consolidation",
    "Effusion",
    "Mass",
    "Nodule",
    "Pneumothorax",
  ] as const;

  it.each(local)("change the picture in their box: %s", (finding) => {
    for (const seed of SEEDS.slice(1, 4)) {
      const chest = straightChest(seed);
      const { box, change } = compare(seed, placeLesion(chest, finding, seed));
      expect(changeInside(change, box)).toBeGreaterThan(0.9);
      const brighter = mean(change.filter((_, index) => inside(box, index)));
      if (finding === "Pneumothorax") expect(brighter).toBeLessThan(0);
      else expect(brighter).toBeGreaterThan(0.01);
    }
  });

  it.each(SHOWN_FINDINGS)("have a box of their own name within the picture: %s", (finding) => {
    const chest = straightChest(3);
    const { lesions } = renderChest(chest, { ...SIZE, lesions: [placeLesion(chest, finding, 3)] });
    expect(lesions.map((lesion) => lesion.finding)).toEqual([finding]);
    for (const { box } of lesions) {
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(SIZE.columns);
      expect(box.y + box.height).toBeLessThanOrEqual(SIZE.rows);
    }
  });

  it("lie on the side that they name: the patient's right is left in the picture", () => {
    for (const finding of ["Effusion", "Pneumothorax"] as const) {
      for (const side of ["left", "right"] as const) {
        const lesion: Lesion =
          finding === "Effusion" ? { finding, side, height: 80 } : { finding, side, gap: 30 };
        const { box } = compare(5, lesion);
        const middle = box.x + box.width / 2;
        expect(middle < SIZE.columns / 2).toBe(side === "right");
      }
    }
  });

  it("have boxes in the measure of the nodule, at every size", () => {
    const chest = straightChest(2);
    const place = { x: -80, y: 100, z: 0 };
    const lesions: Lesion[] = [{ finding: "Nodule", place, diameter: 20 }];
    for (const size of [128, 256, 512]) {
      const picture = renderChest(chest, { rows: size, columns: size, lesions });
      const box = picture.lesions[0]?.box ?? { x: 0, y: 0, width: 0, height: 0 };
      expect(Math.abs(box.width * picture.pixelSpacing - 20)).toBeLessThan(
        2.5 * picture.pixelSpacing,
      );
      expect(Math.abs(box.x + box.width / 2 - columnAt(picture, -80))).toBeLessThan(2);
      expect(Math.abs(box.y + box.height / 2 - rowAt(chest, picture, 100))).toBeLessThan(2);
    }
  });
});

/** Width of the heart in the picture, in millimetres: where grey falls to the middle of heart and lung. */
function heartWidth(chest: ChestDescription, picture: RenderedChest): number {
  const bottom = rowAt(chest, picture, chest.anatomy.inspiration - 8);
  const top = rowAt(chest, picture, chest.anatomy.inspiration - 50);
  const reach = [-1, 1].map((side) => {
    let farthest = 0;
    for (let row = top; row <= bottom; row += 4) {
      const profile = Array.from(
        { length: columnAt(picture, 0.455 * chest.anatomy.thoraxWidth) - columnAt(picture, 0) },
        (_, step) => {
          const column = columnAt(picture, side * step * picture.pixelSpacing);
          return mean(
            [-2, -1, 0, 1, 2].map(
              (dy) => picture.pixels[(row + dy) * picture.columns + column] ?? 0,
            ),
          );
        },
      );
      const steepest = profile.reduce(
        (best, grey, step) => {
          const fall = grey - (profile[step + 3] ?? grey);
          return step > 10 && fall > best.fall ? { step, fall } : best;
        },
        { step: 0, fall: 0 },
      );
      farthest = Math.max(farthest, steepest.step + 1.5);
    }
    return farthest * picture.pixelSpacing;
  });
  return (reach[0] ?? 0) + (reach[1] ?? 0);
}

describe("cardiomegaly", () => {
  it.each([1, 2, 8])("widens the heart in the picture to the ratio named (seed %i)", (seed) => {
    const chest = straightChest(seed);
    const ratios = [0.45, 0.57, 0.64].map((cardiothoracicRatio) => {
      const lesions: Lesion[] = [{ finding: "Cardiomegaly", cardiothoracicRatio }];
      const picture = renderChest(chest, { ...SIZE, lesions });
      return heartWidth(chest, picture) / chest.anatomy.thoraxWidth;
    });
    expect(ratios[0]).toBeLessThan(0.5);
    expect(ratios[1]).toBeGreaterThan(0.52);
    expect(ratios[2]).toBeGreaterThan((ratios[1] ?? 1) + 0.03);
  });
});
