/**
 * Computes src/dataset/verification/average-chest.ts from the radiographs of the NIH subset's train list:
 *
 *   npx tsx scripts/average-chest.ts ../shared/data/nih/images128
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { evaluationBatches } from "../src/dataset/loader/index.node.ts";
import { preparePixelCache } from "../src/dataset/pixel-cache.node.ts";
import { findRadiographs } from "../src/training/radiographs.node.ts";

const SIDE = 32;
/** Of a byte's steps in one standard deviation. */
const STEPS = 40;
const BATCH = 64;
const OUT = resolve(import.meta.dirname, "../src/dataset/verification/average-chest.ts");

const [images] = process.argv.slice(2);
if (images === undefined) throw new Error("Name the folder of the radiographs.");
const lists = { trainList: "random_split_train.txt", heldOutList: null };
const { trainList } = await findRadiographs(lists, images);
const folder = await mkdtemp(join(tmpdir(), "thorascope-average-"));
const paths = trainList.map(({ path }) => path);
const cache = await preparePixelCache(paths, { size: SIDE, folder });
const rows = [...cache.rows.keys()];
const mean = new Float64Array(SIDE * SIDE);
for await (const { grey, count } of evaluationBatches(cache, rows, SIDE, BATCH)) {
  for (let image = 0; image < count; image++) {
    const one = standardize(grey.subarray(image * SIDE * SIDE, (image + 1) * SIDE * SIDE));
    for (const [pixel, value] of one.entries()) mean[pixel] = (mean[pixel] ?? 0) + value;
  }
}
await rm(folder, { recursive: true });
const average = standardize(mean);
const bytes = Uint8Array.from(average, (value) => Math.round(value * STEPS) + 128);
const lines = Buffer.from(bytes)
  .toString("base64")
  .match(/.{1,100}/g)
  ?.map((line) => `  "${line}",`);
await writeFile(
  OUT,
  `// Made by scripts/average-chest.ts from ${rows.length} radiographs of the NIH subset's train list.

/** Rows and columns of the average chest. */
export const SIDE = ${SIDE};

const BASE64 = [
${lines?.join("\n")}
].join("");

/**
 * The mean of frontal chest radiographs (${rows.length} of ChestX-ray14, Wang et al., CVPR 2017), each brought to
 * mean 0 and standard deviation 1 first, and so itself: SIDE x SIDE, from the top left.
 */
export const AVERAGE_CHEST: Float32Array = Float32Array.from(
  atob(BASE64),
  (letter) => (letter.charCodeAt(0) - 128) / ${STEPS},
);
`,
);
console.log(`${OUT}: the mean of ${rows.length} radiographs.`);

function standardize(greys: Float32Array | Float64Array): Float64Array {
  const values = Float64Array.from(greys);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
  );
  return values.map((value) => (value - mean) / deviation);
}
