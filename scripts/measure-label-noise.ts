/**
 * Measures how well doubtful labels are found: turns labels of a finding round at random, predicts all radiographs
 * out of fold by heads that learned from the turned labels, and looks how many of the first-ranked were turned.
 *
 *     npx tsx scripts/measure-label-noise.ts RUN IMAGES
 *
 *     npx tsx scripts/measure-label-noise.ts RUN IMAGES --turned
 *
 * RUN is a finished run of recipes/nih-subset-linear.json, whose features are used. The labels have errors of
 * their own, which count as misses here: precision is a lower bound. A first table tells how many labels of
 * either kind were turned, which is what precision has to be held against; --turned stops after it, and needs
 * no more of RUN than its recipe.json.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { patientFolds } from "../src/dataset/index.ts";
import { auroc } from "../src/evaluation/index.ts";
import { FINDINGS, type Finding } from "../src/findings/index.ts";
import { Random } from "../src/random.ts";
import { crossValidate } from "../src/training/cross-validation.node.ts";
import { type Matrix, selectRows } from "../src/training/matrix.ts";
import { findNoisyLabels, wrongIn } from "../src/training/noisy-labels.ts";
import { findRadiographs, targetsOf } from "../src/training/radiographs.node.ts";
import type { LinearRecipe } from "../src/training/recipe.ts";
import { openRunDirectory } from "../src/training/run-directory.node.ts";

const CHOSEN: readonly Finding[] = ["Effusion", "Cardiomegaly", "Atelectasis"];
const SHARES = [0.05, 0.1];
const SEEDS = [1, 2, 3];
const FIRST = [50, 100, 200];

const [run = "", images = "", only] = process.argv.slice(2);
const { recipe } = JSON.parse(await readFile(join(run, "recipe.json"), "utf8")) as {
  recipe: LinearRecipe;
};
const { trainList } = await findRadiographs(recipe.data, images);
const rows = trainList.length;
const labels = targetsOf(trainList);

console.log(`${rows} radiographs, means of seeds ${SEEDS.join(", ")}.\n`);
console.log(
  '| finding | turned, of all | say "present" | of them turned | say "absent" | of them turned |',
);
console.log("|---|--:|--:|--:|--:|--:|");
for (const finding of CHOSEN)
  for (const share of SHARES) {
    const counts = SEEDS.map((seed) => countTurned(finding, share, seed));
    const [present = 0, turnedPresent = 0, turned = 0] = [0, 1, 2].map(
      (place) => counts.reduce((sum, count) => sum + (count[place] ?? 0), 0) / counts.length,
    );
    const cells = [
      finding,
      percent(share),
      present.toFixed(0),
      percent(turnedPresent / present),
      (rows - present).toFixed(0),
      percent((turned - turnedPresent) / (rows - present), 1),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
if (only === "--turned") process.exit();

const bytes = await readFile(join(run, "features.f32"));
const features: Matrix = {
  rows,
  columns: bytes.byteLength / 4 / rows,
  data: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4),
};
const foldOf = patientFolds(trainList, recipe.head.folds, recipe.seed);

console.log("");
console.log('"Among the first N": share of turned labels.\n');
console.log(
  `| finding | turned, of all | ${FIRST.map((count) => `among the first ${count}`).join(" | ")} | as many as were turned | AUROC of the ranking | wrong, estimated | turned |`,
);
console.log(`|---|${"--:|".repeat(FIRST.length + 5)}`);
for (const finding of CHOSEN)
  for (const share of SHARES) {
    const measured: number[][] = [];
    for (const seed of SEEDS) measured.push(await measure(finding, share, seed));
    const mean = (column: number) =>
      measured.reduce((sum, values) => sum + (values[column] ?? 0), 0) / measured.length;
    const cells = [
      finding,
      percent(share),
      ...FIRST.map((_, column) => percent(mean(column))),
      percent(mean(FIRST.length)),
      mean(FIRST.length + 1).toFixed(3),
      mean(FIRST.length + 2).toFixed(0),
      mean(FIRST.length + 3).toFixed(0),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }

/** The rows whose label of a finding is turned. */
function turnedRows(share: number, seed: number): Set<number> {
  return new Set(
    Random.fromSeed(seed)
      .shuffle([...Array(rows).keys()])
      .slice(0, Math.round(share * rows)),
  );
}

/** How many labels say "present" once some are turned, how many of these are turned ones, and of all. */
function countTurned(finding: Finding, share: number, seed: number): number[] {
  const column = FINDINGS.indexOf(finding);
  const turned = turnedRows(share, seed);
  let present = 0;
  let turnedPresent = 0;
  for (let row = 0; row < rows; row++) {
    const isPresent = (labels.data[row * labels.columns + column] === 1) !== turned.has(row);
    if (isPresent) present++;
    if (isPresent && turned.has(row)) turnedPresent++;
  }
  return [present, turnedPresent, turned.size];
}

/** Precisions among the first-ranked, AUROC of the ranking, estimated and true numbers of turned labels. */
async function measure(finding: Finding, share: number, seed: number): Promise<number[]> {
  const column = FINDINGS.indexOf(finding);
  const turned = turnedRows(share, seed);
  const targets = selectRows(labels, [...Array(rows).keys()]);
  for (const row of turned) {
    const place = row * targets.columns + column;
    targets.data[place] = 1 - (targets.data[place] as number);
  }
  const folder = await mkdtemp(join(tmpdir(), "thorascope-noise-"));
  try {
    const { logits } = await crossValidate({ features, targets }, foldOf, {
      settings: recipe.head,
      seed: recipe.seed,
      run: await openRunDirectory(join(folder, "run"), recipe, {}),
    });
    const noise = findNoisyLabels({ logits, targets })[column]?.noise;
    if (!noise) throw new Error(`${finding}: too few labels.`);
    const precision = (count: number) =>
      noise.ranked.slice(0, count).filter(({ index }) => turned.has(index)).length / count;
    const isTurned = noise.ranked.map(({ index }) => (turned.has(index) ? 1 : 0));
    // By rank, for ties are in the ranking's own order.
    const area = auroc(
      noise.ranked.map((_, rank) => -rank),
      isTurned,
    );
    return [...FIRST, turned.size].map(precision).concat([area ?? 0, wrongIn(noise), turned.size]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function percent(share: number, digits = 0): string {
  return `${(100 * share).toFixed(digits)} %`;
}
