import { addGaussianNoise } from "../dataset/augmentation/noise.ts";
import type { GreyImage } from "../radiograph/index.ts";
import type { Random } from "../random.ts";
import type { Disturbance } from "./disturbance.ts";

/**
 * Gaussian noise of this standard deviation, in grey levels of 255, independent from pixel to pixel.
 *
 * Few quanta at low doses and at the bedside, film grain in scans, sensors of phone cameras in dim rooms. Noise is
 * of the file's own pixels: a network that reads a reduction averages over many of them, so the same level means
 * far less on a large file than on a small one.
 */
export const NOISE: Disturbance = {
  name: "noise",
  title: "Noise",
  occurs: "Low doses and bedside exposures, scanned film, phone cameras in dim rooms.",
  axis: "standard deviation in grey levels of 255, per pixel",
  scale: "linear",
  neutral: 0,
  severities: [2, 5, 10, 20],
  inWords: (levels) => `${levels} grey levels`,
  disturb: makeNoisy,
};

/** The image with noise of so many grey levels; what leaves 0 to 1 is cut off. */
export function makeNoisy(image: GreyImage, levels: number, random: Random): GreyImage {
  if (levels === 0) return image;
  const grey = image.grey.slice();
  addGaussianNoise(grey, levels / 255, random);
  for (let index = 0; index < grey.length; index++) {
    grey[index] = Math.min(Math.max(grey[index] ?? 0, 0), 1);
  }
  return { ...image, grey };
}
