import { resolve } from "node:path";
import { type GreyImage, readRadiograph, toGrey } from "../../src/radiograph/index.node.ts";
import { Random } from "../../src/random.ts";

export const SAMPLE = resolve(import.meta.dirname, "../../samples/synthetic-02-nodule.png");

/** A synthetic radiograph of 1,024 x 1,024. */
export async function sampleImage(): Promise<GreyImage> {
  const radiograph = await readRadiograph(SAMPLE);
  return { rows: radiograph.rows, columns: radiograph.columns, grey: toGrey(radiograph) };
}

/** Random greys. */
export function randomImage(rows: number, columns: number, seed = 1): GreyImage {
  const random = Random.fromSeed(seed);
  return {
    rows,
    columns,
    grey: Float32Array.from({ length: rows * columns }, () => random.uniform()),
  };
}

/** One grey everywhere. */
export function plainImage(rows: number, columns: number, grey: number): GreyImage {
  return { rows, columns, grey: new Float32Array(rows * columns).fill(grey) };
}

/** The grey at a row and column. */
export function at({ grey, columns }: GreyImage, row: number, column: number): number {
  return grey[row * columns + column] ?? Number.NaN;
}

export function meanOf({ grey }: GreyImage): number {
  return grey.reduce((sum, value) => sum + value, 0) / grey.length;
}

/** Peak signal-to-noise ratio in decibels, of greys from 0 to 1. */
export function psnr(one: GreyImage, other: GreyImage): number {
  const squares = one.grey.reduce(
    (sum, value, index) => sum + (value - (other.grey[index] ?? Number.NaN)) ** 2,
    0,
  );
  return -10 * Math.log10(squares / one.grey.length);
}
