import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { compareMeanAuroc, type ScoredFinding } from "../src/evaluation/index.ts";
import { FINDINGS } from "../src/findings/index.ts";
import type { ScoredRadiographs } from "../src/training/describe.ts";
import { train } from "../src/training/index.node.ts";
import { columnOf } from "../src/training/matrix.ts";
import { parsePredictionTable } from "../src/training/prediction-table.ts";
import { type NetworkRecipe, parseRecipe } from "../src/training/recipe.ts";

/** Positives among the predicted patients below which a finding's AUROC is left out of means. */
const ENOUGH = 20;
const BOOTSTRAP = { replicates: 2000, seed: 20261125 };

/** Reads the recipe of a whole network whose paths hold wherever a copy of it is put. */
export async function readNetworkRecipe(path: string): Promise<NetworkRecipe> {
  const recipe = parseRecipe(await readFile(path, "utf8"), path);
  if (!("fit" in recipe)) throw new Error(`${path}: give the recipe of a whole network.`);
  const { initialWeights } = recipe;
  return {
    ...recipe,
    initialWeights: initialWeights === null ? null : resolve(path, "..", initialWeights),
  };
}

/**
 * Fits a variant of a recipe to all folds of patients but the first, which it predicts, and gives the run's
 * folder. Nothing held out is opened. A run that is there is taken as it is, or continued.
 */
export async function fitVariant(
  variant: NetworkRecipe,
  images: string,
  out: string,
): Promise<string> {
  const { data, validation } = variant;
  const recipe = {
    ...variant,
    data: data.dataset === "nih" ? { ...data, heldOutList: null } : data,
    validation: { ...validation, fitted: 1, refit: false },
  };
  const [file, folder] = [join(out, `${variant.name}.json`), join(out, variant.name)];
  await mkdir(out, { recursive: true });
  await writeFile(file, `${JSON.stringify(recipe, null, 2)}\n`);
  const isDone = await stat(join(folder, "best", "model.json")).catch(() => null);
  if (isDone === null) await train({ recipe: file, images, out: folder });
  return folder;
}

/** What a run says of the first fold's patients: findings with enough positives, and whose they are. */
export interface FoldPredictions {
  readonly findings: readonly ScoredFinding[];
  readonly patients: readonly string[];
}

export async function readPredictions(run: string): Promise<FoldPredictions> {
  return scoredFindings(parsePredictionTable(await readFile(join(run, "out-of-fold.csv"), "utf8")));
}

/** The findings with enough positives. */
export function scoredFindings({
  logits,
  targets,
  patientIds,
}: Pick<ScoredRadiographs, "logits" | "targets" | "patientIds">): FoldPredictions {
  const findings = [...FINDINGS.keys()]
    .map((finding) => ({ scores: columnOf(logits, finding), labels: columnOf(targets, finding) }))
    .filter(({ labels }) => labels.filter((label) => label === 1).length >= ENOUGH);
  return { findings, patients: patientIds };
}

/** Mean AUROC of a run, and how much more it is than another's, with the interval paired by patient. */
export function showAgainst(run: FoldPredictions, other: FoldPredictions): [string, string] {
  const result = compareMeanAuroc(run.findings, other.findings, run.patients, BOOTSTRAP);
  if (result === null) return ["none", ""];
  const signed = (value = Number.NaN) => `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(3)}`;
  const { first, difference, interval } = result;
  const against = `${signed(difference)} (${signed(interval?.low)} to ${signed(interval?.high)})`;
  return [first.toFixed(3), run === other ? "" : against];
}

/** Minutes of all epochs, without preparing pixels and predicting. */
export async function minutesOf(run: string): Promise<number> {
  const lines = (await readFile(join(run, "log.jsonl"), "utf8")).trim().split("\n");
  const epochs = lines.map((line) => JSON.parse(line)).filter(({ stage }) => stage === "epoch");
  return epochs.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
}
