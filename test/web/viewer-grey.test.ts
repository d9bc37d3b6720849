import { expect, test } from "vitest";
import { type Radiograph, toGrey, type Voi } from "../../src/radiograph/index.ts";
import { viewerPixels } from "../../src/server/pictures/viewer-pixels.ts";
import { readHeaders } from "../../web/src/viewer/grey/load-pixels.ts";
import { viewerImage } from "../../web/src/viewer/grey/viewer-image.ts";
import { draggedRamp, greyOf, inFileUnits, presetRamp } from "../../web/src/viewer/grey/window.ts";

/** A row of values, as if a file had them. */
function radiograph(
  values: readonly number[],
  voi: Voi,
  photometric: Radiograph["photometric"],
  padding: Radiograph["padding"] = null,
) {
  return {
    pixels: Float32Array.from(values),
    rows: 1,
    columns: values.length,
    voi,
    photometric,
    padding,
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

/** A file's values with as many again outside the image. */
function padded(
  values: readonly number[],
  voi: Voi,
  photometric: Radiograph["photometric"],
  outside = -2000,
) {
  const all = [...values, ...values.map(() => outside)];
  return radiograph(all, voi, photometric, { low: outside, high: outside });
}

const CURVED: Voi = { kind: "table", first: -900, grey: Float32Array.of(0, 0.1, 0.5, 1) };
/** Its low end lies far below all values: what is outside must be black all the same. */
const BELOW: Voi = { kind: "linear", center: 0, width: 9000 };

test.each([...WINDOWS, BELOW, CURVED])(
  "what lies outside the image is black, and nothing else becomes it: $kind",
  (voi) => {
    for (const photometric of ["MONOCHROME1", "MONOCHROME2"] as const) {
      for (const scale of [1, 0.37]) {
        const file = padded(
          VALUES.map((value) => value * scale),
          voi,
          photometric,
        );
        const picture = Array.from(toGrey(file), (grey) => Math.round(255 * grey));
        const image = viewerImage(viewerPixels(file));
        const { drawn, pixels, padding, ramp, isBrightLow, slope, intercept } = image;
        const shown = Array.from(drawn, (pixel) => greyOf(pixel, ramp, isBrightLow));
        const difference = picture.map((grey, index) => Math.abs(grey - (shown[index] ?? 0)));
        expect(Math.max(...difference)).toBeLessThanOrEqual(1);
        expect(padding).toBe(isBrightLow ? 65_535 : 0);
        const isOutside = Array.from(pixels, (pixel) => pixel === padding);
        expect(isOutside).toEqual(Array.from(file.pixels, (value) => value === -2000));
        if (scale !== 1 || voi.kind === "table") continue;
        const values = Array.from(pixels.subarray(0, 600), (pixel) => slope * pixel + intercept);
        expect(values).toEqual(VALUES);
      }
    }
  },
);

test("what lies outside the image moves no window and no drag", () => {
  const voi = { kind: "range", low: 0, high: 999 } as const;
  for (const photometric of ["MONOCHROME1", "MONOCHROME2"] as const) {
    const values = Array.from({ length: 1000 }, (_, index) => index);
    const bare = viewerImage(viewerPixels(radiograph(values, voi, photometric)));
    const within = viewerImage(viewerPixels(padded(values, voi, photometric)));
    for (const preset of ["asSent", "full", "lungs", "dense"] as const) {
      const [plain, same] = [presetRamp(bare, preset), presetRamp(within, preset)];
      expect(inFileUnits(same, within)).toEqual(inFileUnits(plain, bare));
      const drags = [draggedRamp(same, within, 0.1, 0.1), draggedRamp(plain, bare, 0.1, 0.1)];
      const [moved, wanted] = [
        inFileUnits(drags[0] ?? same, within),
        inFileUnits(drags[1] ?? plain, bare),
      ];
      expect(moved?.center).toBeCloseTo(wanted?.center ?? Number.NaN, 6);
      expect(moved?.width).toBeCloseTo(wanted?.width ?? Number.NaN, 6);
    }
  }
});

test("where a curve made the greys, what lies outside the image moves no window either", () => {
  const voi = { kind: "sigmoid", center: 500, width: 1000 } as const;
  const values = Array.from({ length: 1000 }, (_, index) => index);
  const bare = viewerImage(viewerPixels(radiograph(values, voi, "MONOCHROME2")));
  const within = viewerImage(viewerPixels(padded(values, voi, "MONOCHROME2")));
  for (const preset of ["full", "lungs", "dense"] as const) {
    expect(presetRamp(within, preset)).toEqual(presetRamp(bare, preset));
  }
});

test("sixteen bits are enough for padding and whole numbers only where one step is left over", () => {
  const full = Array.from({ length: 65_536 }, (_, index) => index);
  const voi = { kind: "range", low: 0, high: 65_535 } as const;
  expect(viewerPixels(radiograph(full, voi, "MONOCHROME2"))).toMatchObject({
    slope: 1,
    intercept: 0,
    padding: null,
  });
  const most = viewerPixels(padded(full.slice(1), voi, "MONOCHROME2", 0));
  expect(most).toMatchObject({ slope: 1, intercept: 0, padding: 0 });
  const tooMany = viewerPixels(padded(full, voi, "MONOCHROME2"));
  expect(tooMany.pixels.subarray(0, 65_536).includes(0)).toBe(false);
  const { slope, intercept } = tooMany;
  expect(slope * 65_535 + intercept).toBeCloseTo(65_535, 6);
});

test("padding and the spacing's kind are told where there are any", () => {
  const always = {
    ...{ "thorascope-rows": "3", "thorascope-columns": "4" },
    ...{ "thorascope-slope": "1", "thorascope-intercept": "0" },
    ...{ "thorascope-window-center": "5", "thorascope-window-width": "9" },
  };
  expect(readHeaders(new Headers(always))).toMatchObject({ padding: null, pixelSpacing: null });
  const told = readHeaders(
    new Headers({
      ...always,
      "thorascope-padding": "0",
      "thorascope-pixel-spacing": "0.1,0.2",
      "thorascope-pixel-spacing-kind": "calibrated",
    }),
  );
  expect(told).toMatchObject({
    padding: 0,
    pixelSpacing: [0.1, 0.2],
    pixelSpacingKind: "calibrated",
  });
});
