/**
 * What `recipes/quick.json` reaches where labels say nothing (`data.shuffleLabels`), from several seeds: each draws
 * patients, labels and first weights of its own.
 *
 *     npx tsx bench/shuffled-labels.ts OUT [SEEDS]
 *
 * Prints the mean AUROC over the findings that are drawn, out of fold by the labels that were dealt out and held out
 * by the true ones, and at the end their means over the seeds, each with its standard error: 0.5 is chance. Runs lie
 * in OUT and are continued when they are there.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { sampleVariance } from "../src/evaluation/uncertainty/sample-variance.ts";
import { parseRecipe, train } from "../src/training/index.node.ts";

const RECIPE = resolve(import.meta.dirname, "../recipes/quick.json");

const [out = "", seeds = "10"] = process.argv.slice(2);
if (out === "") {
  console.error("Give a folder for the runs.");
  process.exit(2);
}
const recipe = parseRecipe(await readFile(RECIPE, "utf8"), RECIPE);
await mkdir(out, { recursive: true });
console.log("| seed | out of fold | held out |\n|--:|--:|--:|");
const reached: { outOfFold: number; heldOut: number }[] = [];
for (let seed = recipe.seed; seed < recipe.seed + Number(seeds); seed++) {
  const shuffled = { ...recipe, seed, data: { ...recipe.data, shuffleLabels: true } };
  const file = join(out, `${seed}.json`);
  await writeFile(file, JSON.stringify(shuffled));
  const { evaluation } = await train({ recipe: file, out: join(out, `${seed}`) });
  const { crossValidation, heldOut } = evaluation;
  const means = {
    outOfFold: crossValidation.meanAuroc?.value ?? Number.NaN,
    heldOut: heldOut?.meanAuroc?.value ?? Number.NaN,
  };
  reached.push(means);
  console.log(`| ${seed} | ${means.outOfFold.toFixed(3)} | ${means.heldOut.toFixed(3)} |`);
}
console.log(
  `| all | ${[reached.map(({ outOfFold }) => outOfFold), reached.map(({ heldOut }) => heldOut)].map(meanAndError).join(" | ")} |`,
);

/** The mean and its standard error, the seeds being independent. */
function meanAndError(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const error = Math.sqrt(sampleVariance(values) / values.length);
  return `${mean.toFixed(3)} ± ${error.toFixed(3)}`;
}
