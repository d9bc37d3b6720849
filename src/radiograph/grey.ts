import type { Radiograph, Voi } from "./radiograph.ts";
import type { ImageSize } from "./resize.ts";

/** A grey image, 0 black to 1 white, row by row from the top left. */
export interface GreyImage extends ImageSize {
  readonly grey: Float32Array;
}

/**
 * The last steps of the one order of grey values (modality LUT, VOI, photometric inversion): grey from 0,
 * black, to 1, white, row by row from the top left. Padding is black whatever the inversion.
 */
export function toGrey(radiograph: Radiograph): Float32Array {
  const grey = new Float32Array(radiograph.pixels.length);
  greyWriter(radiograph)(0, grey);
  return grey;
}

/** Writes the grey of as many pixels as `grey` has room for, from the pixel `start` on. */
type WriteGrey = (start: number, grey: Float32Array) => void;

/** How to bring values to grey: all of a radiograph but its pixels. */
type GreySteps = Pick<Radiograph, "voi" | "photometric" | "padding">;

/**
 * Makes a function that brings a radiograph to grey part by part.
 *
 * Most pixels are integers of 16 bits, and large images have many more of them than there are values: where
 * more than a ramp is to be worked out, it is for each value once. The result is the same to the last bit.
 */
export function greyWriter(radiograph: Radiograph): WriteGrey {
  const { pixels, photometric, padding, voi } = radiograph;
  const isRamp = voi.kind !== "sigmoid" && voi.kind !== "table";
  const isQuick = isRamp && photometric === "MONOCHROME2" && padding === null;
  const table =
    isQuick || pixels.length < 4 * INTEGERS ? null : new Float32Array(INTEGERS).map(toInteger);
  if (table !== null) bringToGrey(table.slice(), radiograph, table);
  return (start, grey) => {
    const values = pixels.subarray(start, start + grey.length);
    if (table === null || !lookUpAll(values, table, grey)) bringToGrey(values, radiograph, grey);
  };
}

/** All integers of 16 bits, signed and not. */
const LOWEST = -(2 ** 15);
const INTEGERS = 2 ** 16 - LOWEST;
const toInteger = (_: number, entry: number) => entry + LOWEST;

/** Looks up the grey of each value; false if one of them is no integer of 16 bits. */
function lookUpAll(values: Float32Array, table: Float32Array, grey: Float32Array): boolean {
  let isAll = true;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    const entry = (value - LOWEST) | 0;
    const found = table[entry] ?? Number.NaN;
    isAll &&= entry + LOWEST === value && found >= 0;
    grey[index] = found;
  }
  return isAll;
}

/** VOI, photometric inversion and padding of some values. */
function bringToGrey(
  values: Float32Array,
  { voi, photometric, padding }: GreySteps,
  grey: Float32Array,
): void {
  applyVoi(values, voi, grey);
  if (photometric === "MONOCHROME1") {
    for (let index = 0; index < grey.length; index++) grey[index] = 1 - (grey[index] ?? 0);
  }
  if (padding !== null) blacken(grey, values, padding);
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
