import type { GreyRamp, SentPixels, ViewerImage } from "./viewer-image.ts";

/** Steps of 16 bits. */
const STEPS = 65_536;

/** Narrower, it could not be drawn. */
const NARROWEST = 1e-3;

/** The window of a file as a ramp over the pixels that were sent: DICOM PS3.3 C.11.2.1.2.1 and C.11.2.1.3.2. */
export function rampOf({ window, slope, intercept }: Omit<SentPixels, "pixels">): GreyRamp {
  const { center, width } = window;
  const [middle, half] =
    window.function === "LINEAR" ? [center - 0.5, (width - 1) / 2] : [center, width / 2];
  const pixel = (value: number) => (value - intercept) / (slope === 0 ? 1 : slope);
  return atLeast(pixel(middle - half), pixel(middle + half));
}

/** Pixels through the sigmoid curve of a file's window, as greys of 16 bits: DICOM PS3.3 C.11.2.1.3.1. */
export function sigmoidGreys(sent: SentPixels): Uint16Array {
  const { pixels, slope, intercept, padding, photometric } = sent;
  const { center, width } = sent.window;
  const greys = Uint16Array.from({ length: STEPS }, (_, pixel) => {
    const value = slope * pixel + intercept;
    return Math.round((STEPS - 1) / (1 + Math.exp((-4 * (value - center)) / width)));
  });
  // A curve never ends, and what lies outside the image is black all the same.
  if (padding !== null) greys[padding] = photometric === "MONOCHROME1" ? STEPS - 1 : 0;
  return pixels.map((pixel) => greys[pixel] ?? 0);
}

/** Whether values are greys from 0 to 1, made by a table of the file, and not in the file's units. */
export function areGreys({ window, slope, intercept }: Omit<SentPixels, "pixels">): boolean {
  const { center, width } = window;
  const isWhole = window.function === "LINEAR_EXACT" && center === 0.5 && width === 1;
  return isWhole && Math.abs(slope * (STEPS - 1) + intercept - 1) < 1e-9;
}

/** Greys from 0, black, to 255, white, that a ramp gives a pixel. */
export function greyOf(pixel: number, { low, high }: GreyRamp, isBrightLow: boolean): number {
  const share = Math.min(1, Math.max(0, (pixel - low) / (high - low)));
  return Math.round(255 * (isBrightLow ? 1 - share : share));
}

/** Windows that can be chosen by name. */
export const WINDOW_PRESETS = ["asSent", "full", "lungs", "dense"] as const;

/** Name of a window. */
export type WindowPreset = (typeof WINDOW_PRESETS)[number];

/**
 * The ramp of a preset. Lungs are the dark share of a radiograph, bones, heart and mediastinum the bright one;
 * the half percent at either end, markers and collimated borders, counts for neither.
 */
export function presetRamp(image: ViewerImage, preset: WindowPreset): GreyRamp {
  switch (preset) {
    case "asSent":
      return image.ramp;
    case "full":
      return quantiles(image, 0, 1);
    case "lungs":
      return shareOf(image, 0, 0.6);
    case "dense":
      return shareOf(image, 0.35, 1);
  }
}

/**
 * The ramp after a drag: to the right it gets wider (less contrast), downwards brighter values are asked for
 * (darker image), as in other viewers of radiographs.
 *
 * @param across as share of the screen's width, `down` of its height.
 */
export function draggedRamp(ramp: GreyRamp, image: ViewerImage, across: number, down: number) {
  const { low, high } = quantiles(image, 0, 1);
  const range = Math.max(high - low, 1);
  const width = Math.max(range / 1000, ramp.high - ramp.low + across * range);
  const towards = image.isBrightLow ? -1 : 1;
  const middle = (ramp.low + ramp.high) / 2 + towards * down * range;
  return atLeast(middle - width / 2, middle + width / 2);
}

/** Centre and width of a ramp in the file's units; null where the greys went through a curve. */
export function inFileUnits(
  { low, high }: GreyRamp,
  { slope, intercept, window }: ViewerImage,
): { readonly center: number; readonly width: number } | null {
  if (window.function === "SIGMOID") return null;
  return { center: (slope * (low + high)) / 2 + intercept, width: slope * (high - low) };
}

/** A share of the greys from dark to bright, as seen. */
function shareOf(image: ViewerImage, dark: number, bright: number): GreyRamp {
  const { low, high } = quantiles(image, 0.005, 0.995);
  const [from, to] = image.isBrightLow ? [1 - bright, 1 - dark] : [dark, bright];
  return atLeast(low + from * (high - low), low + to * (high - low));
}

/** How many pixels of an image have each grey. */
interface Histogram {
  readonly counts: Uint32Array;
  readonly total: number;
}

/** Histograms are counted once for each image. */
const histograms = new WeakMap<Uint16Array, Histogram>();

/** Greys that lie above these shares of all pixels of the image. */
function quantiles(image: ViewerImage, lower: number, upper: number): GreyRamp {
  const histogram = histograms.get(image.drawn) ?? count(image);
  histograms.set(image.drawn, histogram);
  const { counts, total } = histogram;
  const at = (share: number) => {
    const wanted = share * (total - 1);
    let passed = 0;
    return counts.findIndex((number) => {
      passed += number;
      return passed > wanted;
    });
  };
  return atLeast(at(lower), at(upper));
}

/** What lies outside the image counts for nothing. */
function count({ drawn, pixels, padding }: ViewerImage): Histogram {
  const counts = new Uint32Array(STEPS);
  let total = 0;
  for (let index = 0; index < pixels.length; index++) {
    if (pixels[index] === padding) continue;
    const grey = drawn[index] ?? 0;
    counts[grey] = (counts[grey] ?? 0) + 1;
    total += 1;
  }
  return { counts, total };
}

function atLeast(low: number, high: number): GreyRamp {
  return { low, high: Math.max(high, low + NARROWEST) };
}
