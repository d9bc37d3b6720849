import sharp from "sharp";
import { drawMarker, type RenderedChest, renderChest } from "../../phantom/index.ts";
import { Random } from "../../random.ts";
import type { PlannedRadiograph } from "./plan.ts";

/** Millimetres between rays: a radiograph of 128 pixels needs no finer ones, and takes less than half of the time. */
const RAY_SPACING = 3.2;

/** Share of the radiographs with a side marker; it does not depend on what they show. */
const MARKED = 0.7;

/** Renders a planned radiograph of size x size pixels, with its side marker. */
export function drawPlanned(
  { chest, lesions }: Pick<PlannedRadiograph, "chest" | "lesions">,
  size: number,
): RenderedChest {
  const options = { rows: size, columns: size, lesions, raySpacing: RAY_SPACING };
  const picture = renderChest(chest, options);
  const random = Random.fromSeed((chest.seed + (chest.take ?? 0)) >>> 0);
  if (random.uniform() < MARKED) {
    drawMarker(picture, "L", { corner: "upper right", dot: Math.max(1, Math.round(size / 170)) });
  }
  return picture;
}

/** An 8-bit grey PNG, whose description says what it is. */
export async function encodePng({ pixels, rows, columns }: RenderedChest): Promise<Uint8Array> {
  const grey = Uint8Array.from(pixels, (value) => Math.round(255 * value));
  return sharp(grey, { raw: { width: columns, height: rows, channels: 1 } })
    .toColourspace("b-w")
    .withExif({ IFD0: { ImageDescription: "SYNTHETIC chest radiograph. No patient." } })
    .png()
    .toBuffer();
}
