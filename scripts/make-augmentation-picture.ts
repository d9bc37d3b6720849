/**
 * Makes the picture of docs/augmentation.md: each augmentation on a synthetic sample, photographed by Debian's
 * Chromium. Of 100 random variations the one is shown that differs most from the original.
 *
 * `npx tsx scripts/make-augmentation-picture.ts`
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { type AugmentationSettings, augment, mixPairs } from "../src/dataset/augmentation/index.ts";
import { networkInput, readRadiograph } from "../src/radiograph/index.node.ts";
import { Random } from "../src/random.ts";

const ROOT = resolve(import.meta.dirname, "..");
const PICTURE = join(ROOT, "docs", "images", "augmentation.png");
const SIZE = { rows: 224, columns: 224 };
const COLUMNS = 5;

/** As much as training would take of each; noise and blur a little more, so that they can be seen. */
const SHOWN: readonly (readonly [caption: string, settings: AugmentationSettings])[] = [
  ["rotation 10", { rotation: 10 }],
  ["translation 0.08", { translation: 0.08 }],
  ["scale 0.15", { scale: 0.15 }],
  ["crop 0.15", { crop: 0.15 }],
  ["brightness 0.15", { brightness: 0.15 }],
  ["contrast 0.3", { contrast: 0.3 }],
  ["gamma 0.4", { gamma: 0.4 }],
  ["noise 0.05", { noise: 0.05 }],
  ["blur 1.5", { blur: 1.5 }],
  ["sharpness 0.5", { sharpness: 0.5 }],
  ["cutout 0.25", { cutout: 0.25 }],
  ["horizontalFlip: leave it off", { horizontalFlip: 1 }],
];
const TOGETHER: AugmentationSettings = {
  ...{ rotation: 7, translation: 0.05, scale: 0.1, crop: 0.1 },
  ...{ brightness: 0.1, contrast: 0.2, gamma: 0.2, noise: 0.02, blur: 0.7, sharpness: 0.15 },
};

const original = await greyOf("synthetic-05-effusion.dcm");
const other = await greyOf("synthetic-02-nodule.png");
const tiles: (readonly [caption: string, grey: Float32Array])[] = [
  ["the radiograph (synthetic)", original],
  ...SHOWN.map(([caption, settings]) => [caption, mostDifferent(settings)] as const),
  ["mixup, 0.7 and 0.3 of two", mixed()],
  ["several together", augment(original, SIZE, SIZE, TOGETHER, Random.fromSeed(5))],
];

const figures = await Promise.all(
  tiles.map(async ([caption, grey]) => {
    const png = await sharp(
      Uint8Array.from(grey, (value) => Math.round(value * 255)),
      {
        raw: { width: SIZE.columns, height: SIZE.rows, channels: 1 },
      },
    )
      .png()
      .toBuffer();
    return `<figure><img src="data:image/png;base64,${png.toString("base64")}"><figcaption>${caption}</figcaption></figure>`;
  }),
);
const folder = mkdtempSync(join(tmpdir(), "thorascope-picture-"));
const width = COLUMNS * (SIZE.columns + 12) + 12;
const height = Math.ceil(tiles.length / COLUMNS) * (SIZE.rows + 40) + 12;
writeFileSync(
  join(folder, "page.html"),
  `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; padding: 12px 0 0 12px; display: flex; flex-wrap: wrap; gap: 12px;
      font: 14px "DejaVu Sans", sans-serif; background: white; color: black }
    figure { margin: 0; width: ${SIZE.columns}px; height: ${SIZE.rows + 28}px }
    img { display: block } figcaption { padding-top: 4px }
  </style>${figures.join("")}`,
);
execFileSync(
  "/usr/bin/chromium",
  [
    ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ...["--hide-scrollbars", `--window-size=${width},${height}`],
    `--user-data-dir=${join(folder, "profile")}`,
    `--screenshot=${join(folder, "page.png")}`,
    pathToFileURL(join(folder, "page.html")).href,
  ],
  { stdio: "ignore" },
);
await sharp(join(folder, "page.png"))
  .toColourspace("b-w")
  .png({ compressionLevel: 9, palette: true, colours: 64 })
  .toFile(PICTURE);
rmSync(folder, { recursive: true });
console.log(PICTURE);

async function greyOf(sample: string): Promise<Float32Array> {
  return networkInput(await readRadiograph(join(ROOT, "samples", sample)), SIZE.rows);
}

function mostDifferent(settings: AugmentationSettings): Float32Array {
  const difference = (grey: Float32Array) =>
    grey.reduce((sum, value, index) => sum + Math.abs(value - (original[index] ?? 0)), 0);
  return Array.from({ length: 100 }, (_, seed) =>
    augment(original, SIZE, SIZE, settings, Random.fromSeed(seed)),
  ).reduce((most, grey) => (difference(grey) > difference(most) ? grey : most));
}

/** The first seed whose weight is 0.7, as the targets tell. */
function mixed(): Float32Array {
  for (let seed = 0; ; seed++) {
    const pair = Float32Array.from([...original, ...other]);
    const targets = Float32Array.from([1, 0]);
    mixPairs(pair, targets, 2, 0.4, Random.fromSeed(seed));
    if (Math.abs((targets[0] ?? 0) - 0.7) < 0.01) return pair.slice(0, original.length);
  }
}
