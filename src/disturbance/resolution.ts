import { type GreyImage, resize } from "../radiograph/index.ts";
import type { Disturbance } from "./disturbance.ts";

/**
 * The image reduced to so many pixels along its longer side, and read at that size.
 *
 * Previews of archives, pictures in presentations, papers and messages, and the files of public data sets are
 * reductions; what is finer than a pixel is gone. An image that is no larger stays as it is. Thorascope refuses
 * files below 64 pixels, but a preview that a viewer has enlarged again can't be told by its size: the two
 * smallest severities stand for that.
 */
export const RESOLUTION: Disturbance = {
  name: "resolution",
  title: "Resolution",
  occurs: "Previews, and pictures taken out of slides, papers and messages.",
  axis: "pixels of the longer side",
  scale: "logarithmic",
  neutral: null,
  severities: [512, 256, 192, 128, 96, 64, 48, 32],
  inWords: (pixels) => `${pixels} pixels`,
  disturb: reduceTo,
};

/** An image whose longer side has at most `pixels` pixels. */
export function reduceTo(image: GreyImage, pixels: number): GreyImage {
  const longer = Math.max(image.rows, image.columns);
  if (longer <= pixels) return image;
  const reduced = (side: number) => Math.max(1, Math.round((side * pixels) / longer));
  const size = { rows: reduced(image.rows), columns: reduced(image.columns) };
  return { ...size, grey: resize(image.grey, image, size) };
}
