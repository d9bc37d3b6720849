import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateLocalization } from "../../../src/evaluation/index.ts";
import { chooseShares, meanBoxes } from "../../../src/evaluation/localization/cross-fit.ts";
import { measureCase } from "../../../src/evaluation/localization/measure-case.ts";
import { meanByPatient } from "../../../src/evaluation/mean-by-patient.ts";
import {
  boxOfEighths,
  caseOf,
  heatmap,
  hotAt,
  maskOf,
  mirroredBox,
  mirroredMap,
} from "./shapes.ts";

const BOX = { left: 0.5, top: 0.25, right: 0.75, bottom: 0.5 };
const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };

describe("a case", () => {
  test("whose map covers its box and nothing else fits perfectly", () => {
    // Cells of 1/64: what interpolation blurs at the edges is half a cell.
    const data = new Float32Array(64 * 64);
    for (let row = 16; row < 32; row++) data.fill(3, row * 64 + 32, row * 64 + 48);
    const figures = measureCase(caseOf({ rows: 64, columns: 64, data }, [{ box: BOX }]));
    expect(figures.otsu.iou).toBeGreaterThan(0.93);
    expect(figures.otsu.boxes).toHaveLength(1);
    expect(figures.energy).toBeGreaterThan(0.93);
    expect(figures.marked).toBe(1 / 16);
    expect([figures.hit, figures.hitByCentre, figures.isEmpty]).toEqual([true, true, false]);
  });

  test("whose map is empty has found nothing, and is said to be empty", () => {
    const empty = { rows: 4, columns: 4, data: new Float32Array(16) };
    expect(measureCase(caseOf(empty, [{ box: WHOLE }]))).toMatchObject({
      isEmpty: true,
      hit: false,
      energy: 0,
      otsu: { iou: 0, iobb: 0, area: 0, boxes: [] },
    });
    expect(measureCase(caseOf(empty, [{ box: WHOLE }])).iouAt.every((iou) => iou === 0)).toBe(true);
  });

  test("mirrored with its box, or with a mask instead, has the same figures", () => {
    fc.assert(
      fc.property(heatmap, boxOfEighths, (map, box) => {
        const figures = measureCase(caseOf(map, [{ box }]));
        const masked = measureCase(caseOf(map, [{ mask: maskOf(box) }]));
        expect(masked).toEqual(figures);
        const mirrored = measureCase(caseOf(mirroredMap(map), [{ box: mirroredBox(box) }]));
        expect(mirrored.hit).toBe(figures.hit);
        expect(mirrored.energy).toBeCloseTo(figures.energy, 5);
        // Sums in another order may move a point across a level.
        expect(mirrored.otsu.iou).toBeCloseTo(figures.otsu.iou, 2);
      }),
      { seed: 4, numRuns: 25 },
    );
  });

  test("of the whole image holds all of any map, and IoU is the detected area", () => {
    fc.assert(
      fc.property(heatmap, (map) => {
        const { energy, marked, isEmpty, otsu } = measureCase(caseOf(map, [{ box: WHOLE }]));
        expect(marked).toBe(1);
        expect(energy).toBeCloseTo(isEmpty ? 0 : 1, 12);
        expect(otsu.iou).toBe(otsu.area);
      }),
      { seed: 5, numRuns: 20 },
    );
  });
});

describe("cross-fitting", () => {
  const tuning = (patientId: string, ...iouAt: number[]) => ({ name: "Mass", patientId, iouAt });

  test("chooses on other patients only, the lowest share of equals", () => {
    expect(
      chooseShares([
        tuning("a", 9, 0, 0),
        tuning("a", 9, 0, 0),
        tuning("b", 0, 1, 1),
        tuning("c", 0, 0, 1),
      ]),
    ).toEqual([2, 2, 0, 0]);
    expect(chooseShares([tuning("a", 1), tuning("a", 1)])).toEqual([null, null]);
  });

  test("takes other findings' patients only where there are fewer than ten", () => {
    const masses = (count: number) =>
      Array.from({ length: count }, (_, index) => tuning(`m${index}`, 0, 1));
    const others = Array.from({ length: 50 }, (_, index) => ({
      ...tuning(`o${index}`, 1, 0),
      name: "Hernia",
    }));
    expect(chooseShares([...masses(11), ...others])[0]).toBe(1);
    expect(chooseShares([...masses(10), ...others])[0]).toBe(0);
  });

  test("averages the boxes of the other patients with the finding", () => {
    const at = (patientId: string, left: number, name = "Mass") => ({
      name,
      patientId,
      shapes: [{ box: { left, top: 0, right: left + 0.25, bottom: 0.5 } }],
    });
    const [first, second, third, alone] = meanBoxes([
      at("a", 0),
      at("b", 0.25),
      at("c", 0.5),
      at("d", 0.1, "Hernia"),
    ]);
    expect(first).toEqual({ left: 0.375, top: 0, right: 0.625, bottom: 0.5 });
    expect(second).toEqual({ left: 0.25, top: 0, right: 0.5, bottom: 0.5 });
    expect(third).toEqual({ left: 0.125, top: 0, right: 0.375, bottom: 0.5 });
    expect(alone).toBeNull();
  });
});

describe("the mean by patient", () => {
  test("counts radiographs, and has an interval from two patients on", () => {
    expect(meanByPatient([], [])).toBeNull();
    expect(meanByPatient([1, 0, 0], ["a", "a", "a"])).toEqual({
      value: 1 / 3,
      interval: null,
      replicates: 0,
    });
    // Two patients with one radiograph each: replicates are 0, 1/2 and 1.
    expect(meanByPatient([1, 0], ["a", "b"], { replicates: 400, seed: 1 })).toEqual({
      value: 0.5,
      interval: { low: 0, high: 1 },
      replicates: 400,
    });
  });
});

describe("the evaluation", () => {
  /** Ten patients whose maps point into their boxes, ten whose maps point elsewhere. */
  const cases = Array.from({ length: 20 }, (_, index) =>
    caseOf(index < 10 ? hotAt(3, 5) : hotAt(7, 0), [{ box: BOX }], `p${index}`),
  );

  test("counts hits beside baselines that know where boxes lie", () => {
    const { findings, all } = evaluateLocalization(cases, ["Nodule", "Mass"], { replicates: 50 });
    expect(all).toBeNull();
    expect(findings).toHaveLength(1);
    const [mass] = findings;
    expect(mass).toMatchObject({
      name: "Mass",
      cases: 20,
      patients: 20,
      shapes: 20,
      isDescriptive: true,
      marked: 1 / 16,
      pointingGame: {
        model: { correct: 10, of: 20 },
        // The image's centre is a corner of the box.
        centre: { correct: 20 },
        meanBox: { correct: 20 },
        aboveMeanBox: { value: -0.5 },
        calledPositive: null,
      },
      // All boxes are the same, so their mean is each of them.
      meanBox: { iou: { value: 1 }, iobb: { value: 1 } },
    });
    const found = mass?.otsu.region.found ?? [];
    expect(found.map(({ above }) => above)).toEqual([0.1, 0.25, 0.5]);
    // A cell in a box of four: at Otsu's threshold about a quarter of it.
    expect(found[0]?.byIou).toMatchObject({ correct: 10, of: 20 });
    expect(found[2]?.byIou).toMatchObject({ correct: 0, of: 20 });
    expect(found[2]?.byIobb).toMatchObject({ correct: 10, of: 20 });
    expect(mass?.otsu.boxes.falsePositives[0]).toMatchObject({ byIou: 0.5, byIobb: 0.5 });
  });

  test("judges a patient by the others: a box that is nowhere else fits badly", () => {
    const odd = caseOf(
      hotAt(0, 0),
      [{ box: { left: 0, top: 0, right: 0.125, bottom: 0.125 } }],
      "z",
    );
    const { cases: measured } = evaluateLocalization([...cases, odd], ["Mass"], { replicates: 5 });
    expect(measured.at(-1)?.meanBox).toMatchObject({ iou: 0, hit: false });
    expect(measured.at(-1)?.hit).toBe(true);
  });

  test("pools findings, and splits what is called positive", () => {
    const called = cases.map((one, index) => ({
      ...one,
      name: index % 2 === 0 ? "Mass" : "Nodule",
      calledPositive: index < 12,
    }));
    const { findings, all } = evaluateLocalization(called, ["Mass", "Nodule"], { replicates: 5 });
    expect(findings.map(({ cases: of }) => of)).toEqual([10, 10]);
    expect(all).toMatchObject({
      name: "All",
      cases: 20,
      pointingGame: { model: { correct: 10 }, calledPositive: { correct: 10, of: 12 } },
    });
  });

  test("of one patient has no baseline by others", () => {
    const alone = cases.slice(0, 3).map((one) => ({ ...one, patientId: "p" }));
    const [mass] = evaluateLocalization(alone, ["Mass"], { replicates: 5 }).findings;
    expect(mass).toMatchObject({ tuned: null, meanBox: null, iouAboveMeanBox: null });
    expect(mass?.pointingGame).toMatchObject({ meanBox: null, aboveMeanBox: null });
  });
});
