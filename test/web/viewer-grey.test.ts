import { expect, test } from "vitest";
import { type Radiograph, toGrey, type Voi } from "../../src/radiograph/index.ts";
import { viewerPixels } from "../../src/server/pictures/viewer-pixels.ts";
import { viewerImage } from "../../web/src/viewer/grey/viewer-image.ts";
import { draggedRamp, greyOf, inFileUnits, presetRamp } from "../../web/src/viewer/grey/window.ts";

/** A row of values, as if a file had them. */
function radiograph(values: readonly number[], voi: Voi, photometric: Radiograph["photometric"]) {
  return {
    pixels: Float32Array.from(values),
    rows: 1,
    columns: values.length,
    voi,
    photometric,
    padding: null,
    frame: 0,
    source: { format: "dicom", bytes: 1, sha256: "" },
    view: null,
    pixelSpacing: null,
    warnings: [],
    attributes: null,
  } satisfies Radiograph;
}

const VALUES = Array.from({ length: 600 }, (_, index) => index * 7 - 900);
const WINDOWS: readonly Voi[] = [
  { kind: "linear", center: 300, width: 1000 },
  { kind: "linear", center: 301, width: 1 },
  { kind: "linear-exact", center: 300, width: 1000 },
  { kind: "sigmoid", center: 300, width: 1000 },
  { kind: "range", low: -900, high: 3293 },
];

test.each(WINDOWS)("the default window gives the greys of picture.png: $kind", (voi) => {
  for (const photometric of ["MONOCHROME1", "MONOCHROME2"] as const) {
    for (const scale of [1, 0.37]) {
      const file = radiograph(
        VALUES.map((value) => value * scale),
        voi,
        photometric,
      );
      const picture = Array.from(toGrey(file), (grey) => Math.round(255 * grey));
      const { drawn, ramp, isBrightLow } = viewerImage(viewerPixels(file));
      const shown = Array.from(drawn, (pixel) => greyOf(pixel, ramp, isBrightLow));
      const difference = picture.map((grey, index) => Math.abs(grey - (shown[index] ?? 0)));
      expect(Math.max(...difference)).toBeLessThanOrEqual(1);
    }
  }
});

/** Pixels from 0 to 999, evenly. */
function evenly(photometric: Radiograph["photometric"]) {
  const values = Array.from({ length: 1000 }, (_, index) => index);
  return viewerImage(
    viewerPixels(radiograph(values, { kind: "range", low: 0, high: 999 }, photometric)),
  );
}

test("the windows for lungs and for bone show the dark and the bright share, whichever values these are", () => {
  const usual = evenly("MONOCHROME2");
  expect(presetRamp(usual, "lungs").high).toBeLessThan(700);
  expect(presetRamp(usual, "dense").low).toBeGreaterThan(300);
  const inverse = evenly("MONOCHROME1");
  expect(presetRamp(inverse, "lungs").low).toBeGreaterThan(300);
  expect(presetRamp(inverse, "dense").high).toBeLessThan(700);
  expect(presetRamp(usual, "full")).toEqual({ low: 0, high: 999 });
});

test("a drag to the right lowers contrast, a drag down darkens", () => {
  for (const photometric of ["MONOCHROME1", "MONOCHROME2"] as const) {
    const image = evenly(photometric);
    const wide = draggedRamp(image.ramp, image, 0.2, 0);
    expect(wide.high - wide.low).toBeGreaterThan(image.ramp.high - image.ramp.low);
    const dark = draggedRamp(image.ramp, image, 0, 0.2);
    const before = greyOf(500, image.ramp, image.isBrightLow);
    expect(greyOf(500, dark, image.isBrightLow)).toBeLessThan(before);
  }
});

test("centre and width are told in the file's units", () => {
  const voi = { kind: "linear-exact", center: 300, width: 1000 } as const;
  const image = viewerImage(viewerPixels(radiograph(VALUES, voi, "MONOCHROME2")));
  expect(inFileUnits(image.ramp, image)).toEqual({ center: 300, width: 1000 });
});
