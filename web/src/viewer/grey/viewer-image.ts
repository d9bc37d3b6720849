import { rampOf, sigmoidGreys } from "./window.ts";

/** Pixels that become black and white, and all between: at and below `low`, at and above `high`. */
export interface GreyRamp {
  readonly low: number;
  readonly high: number;
}

/** What the server sent of an image, see docs/api.md, "Pixels for viewers". */
export interface SentPixels {
  readonly rows: number;
  readonly columns: number;
  /** Row by row from the top left. A value in the file's units is `slope * pixel + intercept`. */
  readonly pixels: Uint16Array;
  readonly slope: number;
  readonly intercept: number;
  readonly window: {
    readonly center: number;
    readonly width: number;
    /** DICOM PS3.3 C.11.2.1.3. */
    readonly function: "LINEAR" | "LINEAR_EXACT" | "SIGMOID";
  };
  readonly photometric: "MONOCHROME1" | "MONOCHROME2";
  /** Millimetres between rows, between columns; null where the file does not say. */
  readonly pixelSpacing: readonly [number, number] | null;
}

/** An image in the form in which it is drawn. */
export interface ViewerImage extends SentPixels {
  /** What the ramp applies to: the pixels, or, where the file wants a curve, greys that went through it. */
  readonly drawn: Uint16Array;
  /** The ramp that shows the image as the file wants it. */
  readonly ramp: GreyRamp;
  /** Whether small pixels are shown bright. */
  readonly isBrightLow: boolean;
  /** Width and height of a pixel; the smaller is 1. */
  readonly pixelSize: readonly [number, number];
}

/** Prepares what was sent for drawing. */
export function viewerImage(sent: SentPixels): ViewerImage {
  const [down, across] = sent.pixelSpacing ?? [1, 1];
  const smaller = Math.min(down, across);
  const isCurve = sent.window.function === "SIGMOID";
  return {
    ...sent,
    drawn: isCurve ? sigmoidGreys(sent) : sent.pixels,
    ramp: isCurve ? { low: 0, high: 65_535 } : rampOf(sent),
    isBrightLow: sent.photometric === "MONOCHROME1",
    pixelSize: [across / smaller, down / smaller],
  };
}
