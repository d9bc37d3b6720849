import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectedBoxes } from "../../../src/evaluation/localization/detected-boxes.ts";
import {
  countLevels,
  enlarge,
  levelAt,
  levelsOf,
} from "../../../src/evaluation/localization/levels.ts";
import { otsuThreshold } from "../../../src/evaluation/localization/otsu.ts";
import { areasFrom, areasOf, overlapOf } from "../../../src/evaluation/localization/overlap.ts";
import { hitsBy, peaksOf, TOLERANCE } from "../../../src/evaluation/localization/pointing-game.ts";
import {
  boxAround,
  distanceTo,
  GRID,
  rasterize,
} from "../../../src/evaluation/localization/shapes.ts";
import { boxOfEighths, heatmap, hotAt, maskOf, mirroredBox, mirroredMap } from "./shapes.ts";

const QUARTER = { left: 0.25, top: 0.25, right: 0.5, bottom: 0.5 };

describe("shapes", () => {
  test("a box covers its share of the grid, and a mask of the same place the same points", () => {
    fc.assert(
      fc.property(boxOfEighths, (box) => {
        const raster = rasterize([{ box }]);
        const share = (box.right - box.left) * (box.bottom - box.top);
        expect(raster.reduce((sum, one) => sum + one, 0) / GRID ** 2).toBeCloseTo(share, 12);
        expect(Buffer.compare(rasterize([{ mask: maskOf(box) }]), raster)).toBe(0);
        expect(boxAround([{ mask: maskOf(box) }])).toEqual(box);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  test("several are their union, wherever they overlap", () => {
    const other = { left: 0.375, top: 0.375, right: 0.75, bottom: 0.5 };
    const union = rasterize([{ box: QUARTER }, { box: other }]);
    // 1/16 + 3/64 - 1/64 of the image.
    expect(union.reduce((sum, one) => sum + one, 0) / GRID ** 2).toBe(6 / 64);
    expect(boxAround([{ box: QUARTER }, { box: other }])).toEqual({ ...QUARTER, right: 0.75 });
    expect(boxAround([])).toBeNull();
    expect(boxAround([{ mask: { rows: 2, columns: 2, data: new Uint8Array(4) } }])).toBeNull();
  });

  test("a point's distance is 0 inside and on the edge, else that to the nearest", () => {
    const far = { box: { left: 0.9, top: 0.9, right: 1, bottom: 1 } };
    expect(distanceTo([{ box: QUARTER }], { x: 0.3, y: 0.4 })).toBe(0);
    expect(distanceTo([{ box: QUARTER }], { x: 0.25, y: 0.5 })).toBe(0);
    expect(distanceTo([far, { box: QUARTER }], { x: 0.8, y: 0.9 })).toBeCloseTo(0.1, 12);
    expect(distanceTo([{ box: QUARTER }], { x: 0.5 + 0.3, y: 0.5 + 0.4 })).toBeCloseTo(0.5, 12);
    expect(distanceTo([{ mask: maskOf(QUARTER) }], { x: 0.8, y: 0.9 })).toBeCloseTo(0.5, 12);
    expect(distanceTo([], { x: 0, y: 0 })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("the pointing game", () => {
  test("points to the middle of the strongest cell", () => {
    expect(peaksOf(hotAt(2, 5))).toEqual([{ x: 5.5 / 8, y: 2.5 / 8 }]);
    // The cell's middle is at (0.6875, 0.3125).
    const inside = { left: 0.65, top: 0.3, right: 0.7, bottom: 0.32 };
    const beside = { ...inside, left: 0.7, right: 0.8 };
    expect(hitsBy(peaksOf(hotAt(2, 5)), [{ box: inside }])).toBe(true);
    expect(hitsBy(peaksOf(hotAt(2, 5)), [{ box: beside }])).toBe(false);
    expect(hitsBy(peaksOf(hotAt(2, 5)), [{ box: beside }], TOLERANCE)).toBe(true);
    expect(hitsBy(peaksOf(hotAt(2, 5)), [{ box: { ...beside, left: 0.72 } }], TOLERANCE)).toBe(
      false,
    );
    expect(hitsBy(peaksOf(hotAt(2, 5)), [{ box: beside }, { box: inside }])).toBe(true);
  });

  test("several peaks must all hit, and no peak misses", () => {
    const both = hotAt(2, 5);
    both.data[0] = 1;
    expect(hitsBy(peaksOf(both), [{ box: { left: 0.5, top: 0, right: 1, bottom: 1 } }])).toBe(
      false,
    );
    expect(hitsBy(peaksOf(both), [{ box: { left: 0, top: 0, right: 1, bottom: 1 } }])).toBe(true);
    const empty = { rows: 2, columns: 2, data: new Float32Array(4) };
    expect(peaksOf(empty)).toEqual([]);
    expect(hitsBy(peaksOf(empty), [{ box: { left: 0, top: 0, right: 1, bottom: 1 } }])).toBe(false);
  });

  test("a mirrored map points at mirrored boxes", () => {
    fc.assert(
      fc.property(heatmap, boxOfEighths, (map, box) => {
        expect(hitsBy(peaksOf(mirroredMap(map)), [{ box: mirroredBox(box) }])).toBe(
          hitsBy(peaksOf(map), [{ box }]),
        );
      }),
      { seed: 2 },
    );
  });
});

describe("Otsu's threshold", () => {
  test("splits two heaps between them, at the lowest of equal levels", () => {
    expect(otsuThreshold([5, 0, 0, 5])).toBe(0);
    // By hand: between(0) = 4 4 (0 - 11/4)² = 121, between(2) = 6 2 (4/6 - 7/2)² = 96.3.
    expect(otsuThreshold([4, 0, 2, 1, 1])).toBe(0);
    // between(0) = 1 7 (10/7)² = 14.3, between(1) = 5 3 (4/5 - 2)² = 21.6.
    expect(otsuThreshold([1, 4, 3])).toBe(1);
    expect(otsuThreshold([0, 7, 0])).toBeNull();
    expect(otsuThreshold([])).toBeNull();
  });
});

describe("overlaps", () => {
  test("by hand", () => {
    // A quarter of the truth's 8 found, 2 of 5 right: IoU 2/11, IoBB 2/5.
    expect(overlapOf({ detected: 5, truth: 8, both: 2 }, 100)).toEqual({
      iou: 2 / 11,
      iobb: 2 / 5,
      area: 0.05,
    });
    expect(overlapOf({ detected: 0, truth: 8, both: 0 }, 100)).toMatchObject({ iou: 0, iobb: 0 });
  });

  test("of a map's levels are those of the raster above the level", () => {
    fc.assert(
      fc.property(
        heatmap,
        boxOfEighths,
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (map, box, share) => {
          const truth = rasterize([{ box }]);
          const levels = levelsOf(enlarge(map), map);
          const from = levelAt(share);
          const raster = levels.map((level) => (level >= from ? 1 : 0));
          expect(areasFrom(countLevels(levels, truth), from)).toEqual(areasOf(raster, truth));
          expect(areasFrom(countLevels(levels, truth), null)).toMatchObject({
            detected: 0,
            both: 0,
          });
        },
      ),
      { seed: 3, numRuns: 20 },
    );
  });

  test("a map's levels follow its cells' shares of the maximum", () => {
    const map = { rows: 2, columns: 2, data: Float32Array.of(0, 2, 4, 8) };
    const levels = levelsOf(enlarge(map), map);
    const at = (row: number, column: number) => levels[row * GRID + column];
    // Beyond the outermost middles a map is constant: corners are the cells.
    expect([at(0, 0), at(0, GRID - 1), at(GRID - 1, 0), at(GRID - 1, GRID - 1)]).toEqual([
      0, 64, 128, 255,
    ]);
    // Halfway between all four: their mean, 3.5 of 8.
    expect(Math.abs((at(GRID / 2, GRID / 2) ?? 0) - (255 * 3.5) / 8)).toBeLessThan(2);
  });
});

test("boxes lie around regions that touch, at corners too, and around no others", () => {
  const levels = new Uint8Array(GRID * GRID);
  const light = (row: number, column: number) => {
    levels[row * GRID + column] = 9;
  };
  for (const [row, column] of [
    [3, 7],
    [4, 8],
    [5, 7],
    [10, 0],
    [11, GRID - 1],
    [GRID - 1, GRID - 1],
  ] as const)
    light(row, column);
  levels[6 * GRID + 7] = 8;
  expect(detectedBoxes(levels, 9)).toEqual([
    { left: 7, top: 3, right: 9, bottom: 6 },
    { left: 0, top: 10, right: 1, bottom: 11 },
    { left: GRID - 1, top: 11, right: GRID, bottom: 12 },
    { left: GRID - 1, top: GRID - 1, right: GRID, bottom: GRID },
  ]);
  expect(detectedBoxes(levels, 8)[0]).toEqual({ left: 7, top: 3, right: 9, bottom: 7 });
  expect(detectedBoxes(levels, 10)).toEqual([]);
});
