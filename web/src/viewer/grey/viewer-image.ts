import type { ViewerPixels } from "../../../../src/server/pictures/viewer-pixels.ts";
import { rampOf, sigmoidGreys } from "./window.ts";

/** Pixels that become black and white, and all between: at and below `low`, at and above `high`. */
export interface GreyRamp {
  readonly low: number;
  readonly high: number;
}

/** What the server sent of an image, see docs/api.md, "Pixels for viewers". */
export type SentPixels = ViewerPixels;

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
