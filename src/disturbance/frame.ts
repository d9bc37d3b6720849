import type { GreyImage } from "../radiograph/index.ts";
import type { Disturbance } from "./disturbance.ts";

/**
 * The whole image on a larger black ground, wider by so many percent of its side on each side.
 *
 * Screenshots of viewers, pictures that programs fill up to a square, films on a light box that was masked. All
 * of the chest is still there, only smaller.
 */
export const FRAME: Disturbance = {
  name: "frame",
  title: "Black frame",
  occurs: "Screenshots of viewers, pictures filled up to another shape.",
  axis: "percent of the side, added on each side",
  scale: "linear",
  neutral: 0,
  severities: [5, 10, 20],
  inWords: (percent) => `${percent} percent on each side`,
  disturb: addFrame,
};

/** The image with a black frame, to whole pixels of its own size. */
export function addFrame(image: GreyImage, percent: number): GreyImage {
  const across = Math.round((image.columns * percent) / 100);
  const down = Math.round((image.rows * percent) / 100);
  if (across === 0 && down === 0) return image;
  const [rows, columns] = [image.rows + 2 * down, image.columns + 2 * across];
  const grey = new Float32Array(rows * columns);
  for (let row = 0; row < image.rows; row++) {
    const line = image.grey.subarray(row * image.columns, (row + 1) * image.columns);
    grey.set(line, (row + down) * columns + across);
  }
  return { rows, columns, grey };
}
