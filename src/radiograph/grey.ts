import type { Radiograph, Voi } from "./radiograph.ts";

/**
 * The last steps of the one order of grey values (modality LUT, VOI, photometric inversion): grey from 0,
 * black, to 1, white, row by row from the top left. Padding is black whatever the inversion.
 */
export function toGrey(radiograph: Radiograph): Float32Array {
  const grey = new Float32Array(radiograph.pixels.length);
  writeGrey(radiograph, 0, grey);
  return grey;
}

/** Writes the grey of as many pixels as `grey` has room for, from the pixel `start` on. */
export function writeGrey(radiograph: Radiograph, start: number, grey: Float32Array): void {
  const values = radiograph.pixels.subarray(start, start + grey.length);
  applyVoi(values, radiograph.voi, grey);
  if (radiograph.photometric === "MONOCHROME1") {
    for (let index = 0; index < grey.length; index++) grey[index] = 1 - (grey[index] ?? 0);
  }
  if (radiograph.padding !== null) blacken(grey, values, radiograph.padding);
}

/**
 * Brings values after the modality LUT to 0..1 by a window, table or range: DICOM PS3.3 C.11.2.1.2.1
 * (linear), C.11.2.1.3.2 (linear exact), C.11.2.1.3.1 (sigmoid) and C.11.2.1.1 (table, by the nearest
 * integer), with an output range of 0 to 1.
 *
 * The half units of the linear window make a width of 1 a step, and center 128 with width 256 the
 * identity on 0..255.
 */
export function applyVoi(values: Float32Array, voi: Voi, grey: Float32Array): void {
  switch (voi.kind) {
    case "linear": {
      const half = (voi.width - 1) / 2;
      applyRamp(values, voi.center - 0.5 - half, voi.center - 0.5 + half, grey);
      break;
    }
    case "linear-exact":
      applyRamp(values, voi.center - voi.width / 2, voi.center + voi.width / 2, grey);
      break;
    case "sigmoid":
      applySigmoid(values, voi.center, voi.width, grey);
      break;
    case "table":
      applyTable(values, voi, grey);
      break;
    case "range":
      applyRamp(values, voi.low, voi.high, grey);
      break;
  }
}

/** 0 up to `low`, 1 above `high`, straight between; a step where both are the same. */
function applyRamp(values: Float32Array, low: number, high: number, grey: Float32Array): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    grey[index] = value <= low ? 0 : value >= high ? 1 : (value - low) / (high - low);
  }
}

/** The logistic function, a half at `center`. */
function applySigmoid(
  values: Float32Array,
  center: number,
  width: number,
  grey: Float32Array,
): void {
  for (let index = 0; index < values.length; index++) {
    grey[index] = 1 / (1 + Math.exp((-4 * ((values[index] ?? 0) - center)) / width));
  }
}

/** The grey at the nearest integer; values before and after the table have its ends. */
function applyTable(
  values: Float32Array,
  table: { readonly first: number; readonly grey: Float32Array },
  grey: Float32Array,
): void {
  const last = table.grey.length - 1;
  for (let index = 0; index < values.length; index++) {
    const entry = Math.round((values[index] ?? 0) - table.first);
    grey[index] = table.grey[Math.min(last, Math.max(0, entry))] ?? 0;
  }
}

/** Makes padding black. */
function blacken(
  grey: Float32Array,
  values: Float32Array,
  { low, high }: { readonly low: number; readonly high: number },
): void {
  for (let index = 0; index < grey.length; index++) {
    const value = values[index] ?? 0;
    if (value >= low && value <= high) grey[index] = 0;
  }
}
