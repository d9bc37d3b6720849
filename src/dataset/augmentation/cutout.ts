import type { ImageSize } from "../../radiograph/resize.ts";
import type { Random } from "../../random.ts";

/**
 * A square whose side is drawn from 0 to so large a part of the image's, at a random place, in the mean grey
 * of the image. DeVries and Taylor, "Improved regularization of convolutional neural networks with cutout",
 * arXiv:1708.04552 (2017).
 *
 * Teaches not to rely on one place alone, such as a drain or a marker. It may hide a small nodule, which then
 * is labelled but not visible: keep it below about 0.25 (6 percent of the area), or off where nodules matter.
 */
export const CUTOUT_RANGE = { minimum: 0, maximum: 0.5 } as const;

/** Fills the square, in place. Parts of it may lie outside the image. */
export function cutOut(
  grey: Float32Array,
  { rows, columns }: ImageSize,
  part: number,
  random: Random,
): void {
  const half = (random.uniform() * part) / 2;
  const [x, y] = [random.uniform(), random.uniform()];
  const inside = (position: number, length: number) =>
    Math.min(Math.max(Math.round(position * length), 0), length);
  const [left, right] = [inside(x - half, columns), inside(x + half, columns)];
  const [top, bottom] = [inside(y - half, rows), inside(y + half, rows)];
  let sum = 0;
  for (let index = 0; index < grey.length; index++) sum += grey[index] ?? 0;
  for (let row = top; row < bottom; row++) {
    grey.fill(sum / grey.length, row * columns + left, row * columns + right);
  }
}
