import { describe, expect, it } from "vitest";
import { drawPlanned } from "../../../src/dataset/generated/draw.node.ts";
import { planRadiographs } from "../../../src/dataset/generated/index.node.ts";
import type { Box, ShownFinding } from "../../../src/phantom/index.ts";

const SIZE = 80;
const planned = planRadiographs({ seed: 12, patients: 60, heldOutPatients: 0, size: SIZE });

/** Findings that stay where they are; the others change organs. */
const LOCAL: readonly ShownFinding[] = [
  "Atelectasis",
  "Consolidation",
  "Effusion",
  "Mass",
  "Nodule",
];

function isInside({ x, y, width, height }: Box, index: number, margin: number): boolean {
  const [column, row] = [index % SIZE, Math.floor(index / SIZE)];
  const across = column >= x - margin && column < x + width + margin;
  return across && row >= y - margin && row < y + height + margin;
}

describe("drawPlanned", () => {
  it("shows every lesion that is labelled, within the picture", () => {
    for (const one of planned.filter(({ lesions }) => lesions.length > 0).slice(0, 20)) {
      const { lesions } = drawPlanned(one, SIZE);
      expect(lesions.map(({ finding }) => finding)).toEqual(
        one.lesions.map(({ finding }) => finding),
      );
      for (const { box } of lesions) {
        expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(SIZE);
        expect(box.y + box.height).toBeLessThanOrEqual(SIZE);
      }
    }
  });

  it.each(LOCAL)("changes the picture of the same patient around the place of: %s", (finding) => {
    const showing = planned
      .filter(({ lesions }) => lesions.some((lesion) => lesion.finding === finding))
      .slice(0, 3);
    expect(showing.length).toBeGreaterThan(1);
    for (const { chest, lesions } of showing) {
      const others = lesions.filter((lesion) => lesion.finding !== finding);
      const without = drawPlanned({ chest, lesions: others }, SIZE);
      const picture = drawPlanned({ chest, lesions }, SIZE);
      const box = picture.lesions.find((lesion) => lesion.finding === finding)?.box as Box;
      const change = picture.pixels.map((grey, index) => grey - (without.pixels[index] ?? 0));
      const strongest = change.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(strongest).toBeGreaterThan(0.01);
      let outside = 0;
      change.forEach((value, index) => {
        if (!isInside(box, index, 3)) outside = Math.max(outside, Math.abs(value));
      });
      expect(outside).toBeLessThan(0.6 * strongest);
    }
  });

  it("gives two examinations of a patient noise and positions of their own", () => {
    const [first, second] = [planned[0], planned[1]];
    if (first === undefined || second === undefined) throw new Error("no patients");
    expect(drawPlanned(first, SIZE).pixels).toEqual(drawPlanned(first, SIZE).pixels);
    expect(drawPlanned(second, SIZE).pixels).not.toEqual(drawPlanned(first, SIZE).pixels);
  });
});
