import { beforeAll, describe, expect, test } from "vitest";
import { countLevels, enlarge, levelsOf } from "../../src/evaluation/localization/levels.ts";
import { measureCase, SHARES } from "../../src/evaluation/localization/measure-case.ts";
import { otsuThreshold } from "../../src/evaluation/localization/otsu.ts";
import type { Overlap } from "../../src/evaluation/localization/overlap.ts";
import { type Box, GRID, rasterize } from "../../src/evaluation/localization/shapes.ts";
import { Random } from "../../src/random.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";

interface Reference {
  readonly threshold: number;
  readonly energy: number;
  readonly marked: number;
  readonly otsu: Overlap;
  readonly boxes: readonly Overlap[];
  readonly iouAt: readonly number[];
}

const random = Random.fromSeed(7);

/** Maps with a few warm places, as networks give them, and boxes that lie on no grid. */
const CASES = [
  [16, 16],
  [14, 14],
  [7, 9],
  [4, 4],
].map(([rows = 0, columns = 0], index) => ({
  rows,
  columns,
  heatmap: Array.from({ length: rows * columns }, () =>
    Math.fround(Math.max(0, random.uniform() - 0.6) ** 2),
  ),
  boxes: Array.from({ length: 1 + (index % 2) }, drawBox),
}));

function drawBox(): Box {
  const [left, top] = [0.7 * random.uniform(), 0.7 * random.uniform()];
  return {
    left,
    top,
    right: left + 0.05 + 0.25 * random.uniform(),
    bottom: top + 0.05 + 0.25 * random.uniform(),
  };
}

let reference: Reference[];
beforeAll(() => {
  reference = askPython("localization_reference.py", "python3-numpy python3-scipy", {
    cases: CASES,
    grid: GRID,
    shares: SHARES,
  });
}, PYTHON_TIMEOUT);

describe.each(CASES.map((given, index) => ({ ...given, index })))(
  "NumPy and SciPy agree on a map of $rows x $columns",
  ({ rows, columns, heatmap, boxes, index }) => {
    const map = { rows, columns, data: Float32Array.from(heatmap) };
    const shapes = boxes.map((box) => ({ box }));
    const measured = measureCase({
      name: "Mass",
      patientId: "p",
      heatmap: map,
      shapes,
      calledPositive: null,
    });
    const expected = () => reference[index] as Reference;

    test("Otsu's threshold", () => {
      const levels = levelsOf(enlarge(map), map);
      const { all } = countLevels(levels, rasterize(shapes));
      expect(otsuThreshold(all)).toBe(expected().threshold);
    });

    test("energy, marked area, IoU and IoBB", () => {
      expect(measured.marked).toBeCloseTo(expected().marked, 12);
      expect(measured.energy).toBeCloseTo(expected().energy, 5);
      expectOverlap(measured.otsu, expected().otsu);
      // A level of float32 may round to its neighbour at a handful of the points.
      for (const [place, iou] of measured.iouAt.entries())
        expect(iou).toBeCloseTo(expected().iouAt[place] ?? Number.NaN, 3);
    });

    test("boxes around connected regions", () => {
      expect(measured.otsu.boxes).toHaveLength(expected().boxes.length);
      for (const [place, box] of measured.otsu.boxes.entries())
        expectOverlap(box, expected().boxes[place] as Overlap);
    });
  },
);

function expectOverlap(found: Overlap, expected: Overlap): void {
  expect(found.iou).toBeCloseTo(expected.iou, 3);
  expect(found.iobb).toBeCloseTo(expected.iobb, 3);
  expect(found.area).toBeCloseTo(expected.area, 3);
}
