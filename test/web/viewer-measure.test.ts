import { expect, test } from "vitest";
import { ENGLISH } from "../../src/language/en/index.ts";
import { createTranslator, LANGUAGES, loadCatalogue } from "../../src/language/index.ts";
import { viewerImage } from "../../web/src/viewer/grey/viewer-image.ts";
import { readMeasurements } from "../../web/src/viewer/measure/kept-measurements.ts";
import {
  angleAt,
  cardiothoracicRatio,
  distanceBetween,
  statisticsBetween,
} from "../../web/src/viewer/measure/measurement.ts";
import {
  measurementNames,
  measurementWords,
} from "../../web/src/viewer/measure/measurement-words.ts";

const WINDOW = { center: 0.5, width: 1, function: "LINEAR_EXACT" } as const;

/** 4 x 3 pixels, 0 to 11, in units of 2 from 100 on; twice as high as wide. */
const IMAGE = viewerImage({
  rows: 3,
  columns: 4,
  pixels: Uint16Array.from({ length: 12 }, (_, index) => index),
  slope: 2,
  intercept: 100,
  window: WINDOW,
  photometric: "MONOCHROME2",
  padding: null,
  pixelSpacing: [0.4, 0.2],
  pixelSpacingKind: "detector",
});
const UNKNOWN = { ...IMAGE, pixelSpacing: null, pixelSize: [1, 1] as const };

test("lengths are in millimetres where the file says how large pixels are, otherwise in pixels", () => {
  const millimetres = distanceBetween([0, 0], [3, 2], IMAGE);
  expect(millimetres).toEqual({ value: 1, unit: "millimetres" });
  expect(distanceBetween([0, 0], [3, 4], UNKNOWN)).toEqual({ value: 5, unit: "pixels" });
});

test("angles count with the shape of pixels, and never exceed 180 degrees", () => {
  expect(
    angleAt(
      [
        [1, 0],
        [0, 0],
        [0, 1],
      ],
      IMAGE,
    ),
  ).toBeCloseTo(90);
  expect(
    angleAt(
      [
        [2, 0],
        [0, 0],
        [2, 1],
      ],
      IMAGE,
    ),
  ).toBeCloseTo(45);
  expect(
    angleAt(
      [
        [-1, 0.01],
        [0, 0],
        [-1, -0.01],
      ],
      UNKNOWN,
    ),
  ).toBeLessThan(2);
});

test("the cardiothoracic ratio is that of the two lines; without a chest there is none", () => {
  const heart = [
    [1, 1],
    [3, 1],
  ] as const;
  expect(cardiothoracicRatio([...heart, [0, 2], [4, 2]], IMAGE)).toBeCloseTo(0.5);
  expect(cardiothoracicRatio([...heart, [0, 2], [0, 2]], IMAGE)).toBeNull();
});

test("statistics are of the pixels whose centres lie within, in the file's units", () => {
  // Pixels 1, 2, 5 and 6.
  expect(statisticsBetween([2.6, 1.7], [0.9, 0.2], IMAGE)).toEqual({
    mean: 107,
    deviation: 2 * Math.sqrt(4.25),
    lowest: 102,
    highest: 112,
    count: 4,
  });
  expect(statisticsBetween([0.6, 0.6], [1.4, 1.4], IMAGE)).toBeNull();
});

test("statistics leave out what lies outside the image", () => {
  // Of pixels 1, 2, 5 and 6 the first two.
  const pixels = IMAGE.pixels.map((pixel) => (pixel > 4 ? 65_535 : pixel));
  const within = { ...IMAGE, pixels, padding: 65_535 };
  expect(statisticsBetween([2.6, 1.7], [0.9, 0.2], within)).toEqual({
    mean: 103,
    deviation: 1,
    lowest: 102,
    highest: 104,
    count: 2,
  });
  expect(statisticsBetween([0, 2], [4, 3], within)).toBeNull();
});

test.each(LANGUAGES)(
  "in %s greys that a table made are not told as the file's units",
  async (language) => {
    const translator = createTranslator(language, await loadCatalogue(language));
    const box = {
      id: "a",
      kind: "statistics",
      points: [
        [0, 0],
        [4, 3],
      ],
    } as const;
    const of = (image: typeof IMAGE) => measurementWords(box, image, null, translator);
    const table = viewerImage({
      ...IMAGE,
      ...{ slope: 1 / 65_534, intercept: -1 / 65_534, padding: 0 },
    });
    const [units, greys] = [of(IMAGE).notes.join(), of(table).notes.join()];
    expect(greys).not.toContain(units.split(/[;؛]/).at(-1));
    expect(of(table).value).toMatch(/0[.,]000$/);
    expect(of(IMAGE).value).toMatch(/111[.,]0$/);
  },
);

test("a length says where its millimetres are", () => {
  const translator = createTranslator("en", ENGLISH);
  const length = {
    id: "a",
    kind: "length",
    points: [
      [0, 0],
      [3, 0],
    ],
  } as const;
  const of = (image: typeof IMAGE) =>
    measurementWords(length, image, null, translator).notes.join();
  expect(of(IMAGE)).toContain("the true length is shorter");
  const calibrated = { ...IMAGE, pixelSpacingKind: "calibrated" } as const;
  expect(of(calibrated)).toContain("Calibrated by the file");
  expect(of({ ...calibrated, pixelSpacing: null })).toContain("Not in millimetres");
});

test("what a ratio means depends on the view", () => {
  const translator = createTranslator("en", ENGLISH);
  const ratio = {
    id: "a",
    kind: "ratio",
    points: [
      [0, 1],
      [3, 1],
      [0, 2],
      [4, 2],
    ],
  } as const;
  const of = (view: string | null) => measurementWords(ratio, IMAGE, view, translator);
  expect(of("PA").value).toBe("0.75");
  expect(of("PA").notes.join()).toContain("enlarged heart");
  expect(of("AP").notes.join()).toContain("AP view");
  expect(of(null).notes.join()).toContain("does not say");
  const names = measurementNames([ratio, { ...ratio, id: "b" }], translator);
  expect([...names.values()]).toEqual(["Cardiothoracic ratio 1", "Cardiothoracic ratio 2"]);
});

test("of what the browser kept, only measurements are read", () => {
  const length = {
    id: "a",
    kind: "length",
    points: [
      [0, 0],
      [1, 1],
    ],
  };
  const kept = [length, { ...length, kind: "volume" }, { ...length, points: [[0, 0]] }, null, 7];
  expect(readMeasurements(JSON.stringify(kept))).toEqual([length]);
  expect(readMeasurements("{")).toEqual([]);
  expect(readMeasurements(null)).toEqual([]);
});
