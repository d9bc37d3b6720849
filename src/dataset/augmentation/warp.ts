import type { ImageSize } from "../../radiograph/resize.ts";
import type { Affine } from "./affine.ts";

/**
 * Reads an image through an affine map by bilinear interpolation, once, to any size.
 *
 * One pass, whatever the map is composed of, because each further interpolation would blur. Pixel centres lie
 * at half units, as in the Resize of the reading graph, whose enlargement this is when the map is the identity.
 *
 * Beyond its border an image goes on with its border's pixels, as in that Resize too. Zeros would put
 * black wedges with hard edges into the corners: no radiograph has them, their shape would give the rotation
 * away, and along the chest wall they look like collimation, or air.
 */
export function warp(
  image: Float32Array,
  from: ImageSize,
  to: ImageSize,
  { xx, xy, x0, yx, yy, y0 }: Affine,
  output: Float32Array,
): void {
  const { rows, columns } = from;
  const [lastX, lastY] = [columns - 1, rows - 1];
  const [stepX, stepY] = [(xx / to.columns) * columns, (yx / to.columns) * rows];
  for (let row = 0, at = 0; row < to.rows; row++) {
    const down = (row + 0.5) / to.rows - 0.5;
    const across = 0.5 / to.columns - 0.5;
    const startX = (xx * across + xy * down + x0 + 0.5) * columns - 0.5;
    const startY = (yx * across + yy * down + y0 + 0.5) * rows - 0.5;
    for (let column = 0; column < to.columns; column++, at++) {
      const x = Math.min(Math.max(startX + column * stepX, 0), lastX);
      const y = Math.min(Math.max(startY + column * stepY, 0), lastY);
      const left = x | 0;
      const top = y | 0;
      const [dx, dy] = [x - left, y - top];
      const upper = top * columns + left;
      const lower = top < lastY ? upper + columns : upper;
      const right = left < lastX ? 1 : 0;
      const above = mix(image[upper] ?? 0, image[upper + right] ?? 0, dx);
      const below = mix(image[lower] ?? 0, image[lower + right] ?? 0, dx);
      output[at] = mix(above, below, dy);
    }
  }
}

function mix(one: number, other: number, share: number): number {
  return one + (other - one) * share;
}
