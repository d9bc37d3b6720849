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
export function sigmoidGreys({ pixels, slope, intercept, window }: SentPixels): Uint16Array {
  const { center, width } = window;
  const greys = Uint16Array.from({ length: STEPS }, (_, pixel) => {
    const value = slope * pixel + intercept;
    return Math.round((STEPS - 1) / (1 + Math.exp((-4 * (value - center)) / width)));
  });
  return pixels.map((pixel) => greys[pixel] ?? 0);
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
      return quantiles(image.drawn, 0, 1);
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
  const { low, high } = quantiles(image.drawn, 0, 1);
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
function shareOf({ drawn, isBrightLow }: ViewerImage, dark: number, bright: number): GreyRamp {
  const { low, high } = quantiles(drawn, 0.005, 0.995);
  const [from, to] = isBrightLow ? [1 - bright, 1 - dark] : [dark, bright];
  return atLeast(low + from * (high - low), low + to * (high - low));
}

/** Histograms are counted once for each image. */
const histograms = new WeakMap<Uint16Array, Uint32Array>();

/** Pixels that lie above these shares of all pixels. */
function quantiles(pixels: Uint16Array, lower: number, upper: number): GreyRamp {
  const histogram = histograms.get(pixels) ?? count(pixels);
  histograms.set(pixels, histogram);
  const at = (share: number) => {
    const wanted = share * (pixels.length - 1);
    let passed = 0;
    return histogram.findIndex((number) => {
      passed += number;
      return passed > wanted;
    });
  };
  return atLeast(at(lower), at(upper));
}

function count(pixels: Uint16Array): Uint32Array {
  const histogram = new Uint32Array(STEPS);
  for (const pixel of pixels) histogram[pixel] = (histogram[pixel] ?? 0) + 1;
  return histogram;
}

function atLeast(low: number, high: number): GreyRamp {
  return { low, high: Math.max(high, low + NARROWEST) };
}
