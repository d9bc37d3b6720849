/**
 * Measures how well doubtful labels are found: turns labels of a finding round at random, predicts all radiographs
 * out of fold by heads that learned from the turned labels, and looks how many of the first-ranked were turned.
 *
 *     npx tsx scripts/measure-label-noise.ts RUN IMAGES
 *
 * RUN is a finished run of recipes/nih-subset-linear.json, whose features are used. The labels have errors of
 * their own, which count as misses here: precision is a lower bound.
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

const [run = "", images = ""] = process.argv.slice(2);
const { recipe } = JSON.parse(await readFile(join(run, "recipe.json"), "utf8")) as {
  recipe: LinearRecipe;
};
const { trainList } = await findRadiographs(recipe.data, images);
const bytes = await readFile(join(run, "features.f32"));
const rows = trainList.length;
const features: Matrix = {
  rows,
  columns: bytes.byteLength / 4 / rows,
  data: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4),
};
const labels = targetsOf(trainList);
const foldOf = patientFolds(trainList, recipe.head.folds, recipe.seed);

console.log(
  `${rows} radiographs, means of seeds ${SEEDS.join(", ")}. "Among the first N": share of turned labels.\n`,
);
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

/** Precisions among the first-ranked, AUROC of the ranking, estimated and true numbers of turned labels. */
async function measure(finding: Finding, share: number, seed: number): Promise<number[]> {
  const column = FINDINGS.indexOf(finding);
  const turned = new Set(
    Random.fromSeed(seed)
      .shuffle([...Array(rows).keys()])
      .slice(0, Math.round(share * rows)),
  );
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

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
