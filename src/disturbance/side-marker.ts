import { HEIGHT, LEAD, LETTERS, WIDTH } from "../phantom/marker.ts";
import type { GreyImage } from "../radiograph/index.ts";
import type { Random } from "../random.ts";
import type { Disturbance } from "./disturbance.ts";

/**
 * A lead letter whose height is so many percent of the image's: for each radiograph, by chance, an L in the upper
 * right corner (where the patient's left is) or an R in the upper left one.
 *
 * Every department has its own markers, and networks learn them: Zech et al. (PLOS Medicine 15, 2018) found
 * that a network told hospitals by theirs. Lead letters are 2 to 5 percent high; larger ones stand for name
 * stickers and text that a viewer burns into what it exports.
 */
export const SIDE_MARKER: Disturbance = {
  name: "side-marker",
  title: "Side marker",
  occurs: "Lead letters of every department, stickers, text burned in on export.",
  axis: "height in percent of the image's",
  scale: "linear",
  neutral: 0,
  severities: [3, 6, 12, 24],
  inWords: (percent) => `${percent} percent high`,
  disturb: drawSideMarker,
};

/** Distance from the image's edges, as part of its height. */
const MARGIN = 0.03;

/** The image with a letter so many percent as high as itself, its edges smooth whatever its size. */
export function drawSideMarker(image: GreyImage, percent: number, random: Random): GreyImage {
  if (percent === 0) return image;
  const letter = random.uniform() < 0.5 ? "L" : "R";
  const margin = MARGIN * image.rows;
  const dot = (image.rows * percent) / 100 / HEIGHT;
  const left = letter === "L" ? image.columns - margin - WIDTH * dot : margin;
  const covered = new Float32Array(image.grey.length);
  for (const [row, dots] of (LETTERS[letter] ?? []).entries()) {
    for (const [column, mark] of [...dots].entries()) {
      if (mark === "#") cover(covered, image, left + column * dot, margin + row * dot, dot);
    }
  }
  const grey = image.grey.map((under, pixel) => {
    const share = covered[pixel] ?? 0;
    return share === 0 ? under : under + (LEAD - under) * Math.min(share, 1);
  });
  return { ...image, grey };
}

/** Adds to each pixel the share of it that a square covers. */
function cover(
  covered: Float32Array,
  { rows, columns }: GreyImage,
  left: number,
  top: number,
  side: number,
): void {
  const overlap = (pixel: number, from: number) =>
    Math.max(0, Math.min(pixel + 1, from + side) - Math.max(pixel, from));
  const lastRow = Math.min(rows - 1, Math.floor(top + side));
  const lastColumn = Math.min(columns - 1, Math.floor(left + side));
  for (let row = Math.max(0, Math.floor(top)); row <= lastRow; row++) {
    for (let column = Math.max(0, Math.floor(left)); column <= lastColumn; column++) {
      const pixel = row * columns + column;
      covered[pixel] = (covered[pixel] ?? 0) + overlap(row, top) * overlap(column, left);
    }
  }
}
