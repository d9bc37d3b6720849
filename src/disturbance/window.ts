import { applyVoi } from "../radiograph/grey.ts";
import type { GreyImage } from "../radiograph/index.ts";
import type { Disturbance } from "./disturbance.ts";

/**
 * The image shown through another window, whose centre lies so much of the grey range away from its middle: above 0
 * darker. What falls below the window is black, what lies above is white, and is lost.
 *
 * A window dragged with the mouse and then exported or photographed; a default that a viewer guessed.
 */
export const WINDOW_CENTRE: Disturbance = {
  name: "window-centre",
  title: "Window centre",
  occurs: "Pictures exported after the window was moved, or with a viewer's default.",
  axis: "shift in percent of the grey range; above 0 darker",
  scale: "linear",
  neutral: 0,
  severities: [-20, -10, 10, 20],
  inWords: (percent) => `${signed(percent)} percent`,
  disturb: (image, percent) => throughWindow(image, 0.5 + percent / 100, 1),
};

/**
 * The image shown through a window of so many percent of the grey range about its middle: below 100 contrast is
 * higher and the darkest and brightest greys are cut off, above 100 it is lower.
 *
 * As `WINDOW_CENTRE`; narrow windows are set to see a nodule, wide ones by programs that show all 16 bits.
 */
export const WINDOW_WIDTH: Disturbance = {
  name: "window-width",
  title: "Window width",
  occurs: "Pictures exported with a window set for one detail, or for all bits of the file.",
  axis: "percent of the grey range; below 100 more contrast",
  scale: "logarithmic",
  neutral: 100,
  severities: [50, 70, 140, 200],
  inWords: (percent) => `${percent} percent`,
  disturb: (image, percent) => throughWindow(image, 0.5, percent / 100),
};

/** The image through a window, in parts of the grey range; by DICOM's "linear exact" (PS3.3 C.11.2.1.3.2). */
export function throughWindow(image: GreyImage, center: number, width: number): GreyImage {
  if (center === 0.5 && width === 1) return image;
  const grey = new Float32Array(image.grey.length);
  applyVoi(image.grey, { kind: "linear-exact", center, width }, grey);
  return { ...image, grey };
}

function signed(percent: number): string {
  return percent > 0 ? `+${percent}` : String(percent);
}
