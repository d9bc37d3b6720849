import sharp from "sharp";
import { peaksOf, rasterize } from "../../evaluation/index.ts";
import { readRadiograph } from "../../radiograph/index.node.ts";
import { type GreyImage, resize, toGrey } from "../../radiograph/index.ts";
import { greyToRgb, overlayHeatmap } from "../overlay.ts";
import type { DrawableCase } from "./localization-result.ts";

/** The longer side of a picture in pixels; two stand side by side. */
const SIDE = 360;

/** Of what readers marked; no colour of the heatmap. */
const OUTLINE = [0, 230, 255] as const;
const OUTLINE_WIDTH = 2;
const PEAK_RADIUS = 6;

/**
 * The radiograph with what readers marked, and beside it the same with the heatmap and a ring around its peak, as
 * JPEG.
 */
export async function drawCase({ path, heatmap, shapes }: DrawableCase): Promise<Buffer> {
  const radiograph = await readRadiograph(path);
  const scale = SIDE / Math.max(radiograph.rows, radiograph.columns);
  const rows = Math.round(radiograph.rows * scale);
  const columns = Math.round(radiograph.columns * scale);
  const grey = resize(toGrey(radiograph), radiograph, { rows, columns });
  const image: GreyImage = { rows, columns, grey };
  const raster = rasterize(shapes, rows, columns);
  const [plain, overlaid] = [greyToRgb(image), overlayHeatmap(image, heatmap)];
  for (const rgb of [plain, overlaid]) drawOutline(rgb, raster, image);
  for (const { x, y } of peaksOf(heatmap)) drawRing(overlaid, image, x * columns, y * rows);
  const raw = { width: columns, height: rows, channels: 3 as const };
  return sharp({
    create: { width: 2 * columns + 4, height: rows, channels: 3, background: "black" },
  })
    .composite([
      { input: Buffer.from(plain), raw, left: 0, top: 0 },
      { input: Buffer.from(overlaid), raw, left: columns + 4, top: 0 },
    ])
    .jpeg({ quality: 82 })
    .toBuffer();
}

/** Colours the pixels just outside of what is marked. */
function drawOutline(rgb: Uint8Array, raster: Uint8Array, { rows, columns }: GreyImage): void {
  const isMarkedNear = (row: number, column: number) => {
    for (let y = row - OUTLINE_WIDTH; y <= row + OUTLINE_WIDTH; y++) {
      for (let x = column - OUTLINE_WIDTH; x <= column + OUTLINE_WIDTH; x++) {
        if (y >= 0 && y < rows && x >= 0 && x < columns && raster[y * columns + x] === 1)
          return true;
      }
    }
    return false;
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const pixel = row * columns + column;
      if (raster[pixel] === 0 && isMarkedNear(row, column)) rgb.set(OUTLINE, pixel * 3);
    }
  }
}

/** A white ring with a black one around it. */
function drawRing(rgb: Uint8Array, { rows, columns }: GreyImage, x: number, y: number): void {
  const reach = PEAK_RADIUS + 3;
  for (let row = Math.floor(y - reach); row <= y + reach; row++) {
    for (let column = Math.floor(x - reach); column <= x + reach; column++) {
      if (row < 0 || row >= rows || column < 0 || column >= columns) continue;
      const beyond = Math.hypot(column + 0.5 - x, row + 0.5 - y) - PEAK_RADIUS;
      if (beyond < -1 || beyond > 2) continue;
      rgb.fill(
        beyond <= 1 ? 255 : 0,
        (row * columns + column) * 3,
        (row * columns + column) * 3 + 3,
      );
    }
  }
}
