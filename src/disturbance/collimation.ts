import type { GreyImage } from "../radiograph/index.ts";
import type { Random } from "../random.ts";
import type { Disturbance } from "./disturbance.ts";

/**
 * The outer so many percent of the image black on all four sides, and what is there hidden.
 *
 * Collimators differ from exposure to exposure, and processing paints black what they kept unexposed. It may hide
 * what the label speaks of (an effusion begins in the lowest corner): a loss at 20 percent is no fault of a model.
 */
export const COLLIMATION: Disturbance = {
  name: "collimation",
  title: "Collimation, all sides",
  occurs: "Tight collimation, and shutters that processing paints black.",
  axis: "percent of the side, on each side",
  scale: "linear",
  neutral: 0,
  severities: [2, 5, 10, 20],
  inWords: (percent) => `${percent} percent on each side`,
  disturb: (image, percent) => blacken(image, percent, ["left", "right", "top", "bottom"]),
};

/**
 * The outer so many percent of the image black on one side, which chance chooses for each radiograph.
 *
 * Tubes that are not centred on the detector, as at the bedside; the edge of a photographed film or of a monitor.
 */
export const ONE_SIDED_COLLIMATION: Disturbance = {
  name: "one-sided-collimation",
  title: "Collimation, one side",
  occurs: "Bedside exposures off the detector's centre, photographs that show the edge of a film.",
  axis: "percent of the side, on one side",
  scale: "linear",
  neutral: 0,
  severities: [5, 10, 20],
  inWords: (percent) => `${percent} percent on one side`,
  disturb: (image, percent, random) => blacken(image, percent, [drawSide(random)]),
};

type Side = "left" | "right" | "top" | "bottom";
const SIDES: readonly Side[] = ["left", "right", "top", "bottom"];

function drawSide(random: Random): Side {
  return SIDES[random.below(SIDES.length)] ?? "left";
}

/** The image with the outer so many percent of some sides black, to whole pixels. */
export function blacken(image: GreyImage, percent: number, sides: readonly Side[]): GreyImage {
  const across = Math.round((image.columns * percent) / 100);
  const down = Math.round((image.rows * percent) / 100);
  const left = sides.includes("left") ? across : 0;
  const right = image.columns - (sides.includes("right") ? across : 0);
  const top = sides.includes("top") ? down : 0;
  const bottom = image.rows - (sides.includes("bottom") ? down : 0);
  if (left === 0 && top === 0 && right === image.columns && bottom === image.rows) return image;
  const grey = new Float32Array(image.grey.length);
  for (let row = top; row < bottom; row++) {
    const at = row * image.columns;
    grey.set(image.grey.subarray(at + left, at + right), at + left);
  }
  return { ...image, grey };
}
