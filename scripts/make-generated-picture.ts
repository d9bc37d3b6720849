/**
 * Draws the picture of docs/generated-data.md, 24 generated radiographs under their labels:
 * `npx tsx scripts/make-generated-picture.ts [seed]`.
 *
 * They are the first of the data set that the seed gives, not chosen.
 */
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { drawPlanned } from "../src/dataset/generated/draw.node.ts";
import { planRadiographs } from "../src/dataset/generated/index.node.ts";
import { displayName, FINDINGS } from "../src/findings/index.ts";

const COLUMNS = 6;
const ROWS = 4;
/** Pixels of a radiograph, how much it is enlarged, and the height of its label. */
const SIZE = 128;
const ENLARGED = 160;
const CAPTION = 30;

const seed = Number(process.argv[2] ?? 1);
const planned = planRadiographs({
  seed,
  patients: COLUMNS * ROWS,
  heldOutPatients: 0,
  size: SIZE,
}).filter((_, index) => index % 2 === 0);

const tiles = await Promise.all(
  planned.map(async (one, index) => {
    const { pixels } = drawPlanned(one, SIZE);
    const grey = Uint8Array.from(pixels, (value) => Math.round(255 * value));
    const input = await sharp(grey, { raw: { width: SIZE, height: SIZE, channels: 1 } })
      .resize(ENLARGED, ENLARGED, { kernel: "cubic" })
      .png()
      .toBuffer();
    return { input, ...placeOf(index) };
  }),
);
const width = COLUMNS * ENLARGED;
const height = ROWS * (ENLARGED + CAPTION);
const path = fileURLToPath(new URL("../docs/images/generated-radiographs.png", import.meta.url));
await sharp({ create: { width, height, channels: 3, background: "black" } })
  .composite([...tiles, { input: Buffer.from(captions()), left: 0, top: 0 }])
  .toColourspace("b-w")
  .png({ compressionLevel: 9, palette: true, colours: 64, dither: 0 })
  .toFile(path);
console.log(path);

/** Where a radiograph's picture begins. */
function placeOf(index: number): { readonly left: number; readonly top: number } {
  return {
    left: (index % COLUMNS) * ENLARGED,
    top: Math.floor(index / COLUMNS) * (ENLARGED + CAPTION) + CAPTION,
  };
}

/** The labels over the pictures, two lines each. */
function captions(): string {
  const texts = planned.map(({ record }, index) => {
    const names = FINDINGS.filter((_, finding) => record.labels[finding] === 1).map(displayName);
    const { left, top } = placeOf(index);
    const half = Math.ceil(names.length / 2);
    const lines = [names.slice(0, half), names.slice(half)].map((part) => part.join(", "));
    const shown = names.length === 0 ? ["No finding"] : lines.filter((line) => line !== "");
    return shown
      .reverse()
      .map((line, up) => `<text x="${left + 4}" y="${top - 5 - up * 12}">${line}</text>`)
      .join("");
  });
  const style = `font-family="DejaVu Sans" font-size="9.5" fill="white"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${style}>${texts.join("")}</svg>`;
}
