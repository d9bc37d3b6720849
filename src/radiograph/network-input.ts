import { greyWriter } from "./grey.ts";
import type { Radiograph } from "./radiograph.ts";
import { resizeRows } from "./resize.ts";

/**
 * What a network sees of a radiograph: size x size grey values from 0 to 1.
 *
 * A radiograph that is not square is stretched. So were the images of ChestX-ray14 (originals of
 * 2,500 x 2,048 fill their 1,024 x 1,024), from which the networks learn; the whole image is seen; and
 * a heatmap goes back onto the image by scaling alone.
 */
export function networkInput(radiograph: Radiograph, size: number): Float32Array {
  const writeGrey = greyWriter(radiograph);
  const writeRow = (row: number, grey: Float32Array) => writeGrey(row * radiograph.columns, grey);
  return resizeRows(writeRow, radiograph, { rows: size, columns: size });
}
