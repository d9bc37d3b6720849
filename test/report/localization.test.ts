import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { evaluateLocalization } from "../../src/evaluation/index.ts";
import { chooseCases } from "../../src/report/evaluation-page/choose-cases.ts";
import { drawCase } from "../../src/report/evaluation-page/draw-case.node.ts";
import { localizationPictures } from "../../src/report/evaluation-page/localization-pictures.ts";
import type { DrawableCase } from "../../src/report/evaluation-page/localization-result.ts";
import { localizationSection } from "../../src/report/evaluation-page/localization-section.ts";
import { temporaryFolder } from "../dataset/radiograph-files.ts";
import { caseOf, hotAt } from "../evaluation/localization/shapes.ts";

const BOX = { left: 0.5, top: 0.25, right: 0.75, bottom: 0.5 };

function drawable(finding: "Mass" | "Nodule", iou: number, energy: number): DrawableCase {
  const overlap = { iou, iobb: iou, area: 0.1 };
  return {
    path: "absent.png",
    heatmap: hotAt(3, 5),
    shapes: [{ box: BOX }],
    figures: {
      ...{ fileName: `${iou}-${energy}.png`, finding, calledPositive: null, marked: 1 / 16 },
      ...{ hit: true, hitNearby: true, energy, otsu: overlap, tuned: null, meanBox: null },
    },
  };
}

const chosen = (cases: readonly DrawableCase[]) =>
  cases.map(({ figures: { finding, otsu, energy } }) => [finding, otsu.iou, energy]);

describe("the cases that are drawn", () => {
  test("are the best and the worst, one of each finding first, none twice", () => {
    const cases = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7].map((iou) => drawable("Mass", iou, 0.5));
    const { best, worst } = chooseCases([...cases, drawable("Nodule", 0.05, 0.5)]);
    expect(chosen(best)).toEqual([
      ["Mass", 0.7, 0.5],
      ["Nodule", 0.05, 0.5],
      ["Mass", 0.6, 0.5],
      ["Mass", 0.5, 0.5],
    ]);
    expect(chosen(worst)).toEqual([
      ["Mass", 0.1, 0.5],
      ["Mass", 0.2, 0.5],
      ["Mass", 0.3, 0.5],
      ["Mass", 0.4, 0.5],
    ]);
  });

  test("of equal overlap go by the map's energy; few are shared out", () => {
    const { best, worst } = chooseCases(
      [0.1, 0.3, 0.2].map((energy) => drawable("Mass", 0, energy)),
    );
    expect(chosen(best).map(([, , energy]) => energy)).toEqual([0.3, 0.2]);
    expect(chosen(worst).map(([, , energy]) => energy)).toEqual([0.1]);
  });

  test("show the box where it lies, on a radiograph that is not square, and the peak on the map only", async () => {
    const path = `${temporaryFolder()}/grey.png`;
    const grey = Buffer.from(
      Uint8Array.from({ length: 180 * 360 }, (_, pixel) => 100 + (pixel % 3)),
    );
    await sharp(grey, { raw: { width: 180, height: 360, channels: 1 } })
      .png()
      .toFile(path);
    const jpeg = await drawCase({ ...drawable("Mass", 0.5, 0.5), path });
    const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([2 * 180 + 4, 360]);
    const isOutline = (x: number, y: number) => {
      const [red = 0, , blue = 0] = data.subarray((y * info.width + x) * 3);
      return blue - red > 120;
    };
    // The box is from 90 to 135 and from 90 to 180; its outline lies just outside.
    for (const start of [0, 184]) {
      expect([isOutline(start + 89, 130), isOutline(start + 136, 130)]).toEqual([true, true]);
      expect([isOutline(start + 110, 89), isOutline(start + 110, 181)]).toEqual([true, true]);
      expect([isOutline(start + 80, 130), isOutline(start + 110, 120)]).toEqual([false, false]);
    }
    // The ring around the peak at (5.5 / 8, 3.5 / 8): white, 6 pixels away.
    const brightness = (x: number, y: number) => data[(y * info.width + x) * 3] ?? 0;
    expect(brightness(184 + 124 + 6, 157)).toBeGreaterThan(200);
    expect(brightness(124 + 6, 157)).toBeLessThan(150);
  });
});

describe("the section", () => {
  const cases = [0, 1, 2].map((index) => caseOf(hotAt(3, 5), [{ box: BOX }], `p${index}`));
  const { findings, all } = evaluateLocalization(cases, ["Mass"], { replicates: 5 });
  const result = {
    marks: {
      ...{ listed: 9, compared: 3, unlabelled: 1, elsewhere: 2, withoutImage: 0 },
      ...{ refused: [{ code: "COLOUR_IMAGE", marks: 3 }], unknownToModel: 0 },
    },
    ...{ radiographs: 3, patients: 3, labelledOtherwise: 1, heatmaps: { rows: 8, columns: 8 } },
    ...{ findings, all, cases: [] },
  };

  test("says what became of all boxes, and that few are descriptive", () => {
    const page = localizationSection(result, localizationPictures(findings), {
      best: [
        {
          figures: { ...drawable("Mass", 0.5, 0.5).figures, fileName: "<b>.png" },
          jpeg: Buffer.from("jpeg"),
        },
      ],
      worst: [],
    });
    expect(page).toContain(
      "against 3 boxes or masks on 3 radiographs of 3 patients; 1 of images without labels, 2 of radiographs that are not evaluated, 3 refused (COLOUR_IMAGE).",
    );
    expect(page).toContain("1 marked findings are not present by their radiograph");
    expect(page).toContain("Descriptive: with fewer than 50 marked findings");
    expect(page).toContain("1.000 (0.439 to 1.000) 3/3");
    expect(page).toContain("Mass, &lt;b&gt;.png");
    expect(page).toContain("data:image/jpeg;base64,anBlZw==");
    expect(page).not.toMatch(/undefined|NaN|\[object|<b>/);
  });

  test("has a picture for the pointing game and one for IoU", () => {
    const pictures = localizationPictures(findings);
    expect(pictures.map(({ name }) => name)).toEqual(["pointing-game", "iou"]);
    for (const { svg } of pictures) expect(svg).toContain("Mass (3)");
  });
});
