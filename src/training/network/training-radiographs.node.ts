import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { GENERATED_FILES, generateRadiographs } from "../../dataset/generated/index.node.ts";
import type { LocatedRecord } from "../../dataset/index.ts";
import { Random } from "../../random.ts";
import { type Matrix, selectRows } from "../matrix.ts";
import { findRadiographs, type RecipeRadiographs } from "../radiographs.node.ts";
import type { NetworkRecipe } from "../recipe.ts";
import { sha256 } from "../run-directory.node.ts";
import { readSources, type SourcedRadiographs } from "../sources.node.ts";
import type { TrainingOptions, TrainingPaths } from "../training-request.ts";

/** The radiographs of a run, and the SHA-256 of what decides which they are. */
export interface TrainingRadiographs extends SourcedRadiographs {
  readonly hashes: Readonly<Record<string, string>>;
}

/** Finds the radiographs that a recipe names, or generates them into the run's folder. */
export async function findTrainingRadiographs(
  recipe: NetworkRecipe,
  paths: TrainingPaths,
  { onStep }: TrainingOptions,
): Promise<TrainingRadiographs> {
  const { data } = recipe;
  if (data.dataset === "several") {
    const found = await readSources(data, dirname(paths.recipe));
    return { ...found, hashes: { labels: hashOfLabels(found), ...hashesOfNames(found) } };
  }
  const { labels, ...listed } = await (data.dataset === "nih"
    ? findRadiographs(data, paths.images ?? "", paths.labels)
    : generate(recipe, data, join(paths.out, "radiographs"), onStep));
  const ofSource = (records: readonly LocatedRecord[]) =>
    records.map((record) => ({ ...record, source: data.dataset }));
  const found = {
    trainList: ofSource(listed.trainList),
    heldOut: ofSource(listed.heldOut),
    missing: listed.missing,
  };
  return {
    ...found,
    hashes: { labels: sha256(await readFile(labels)), ...hashesOfNames(found) },
  };
}

function hashesOfNames({ trainList, heldOut }: Pick<SourcedRadiographs, "trainList" | "heldOut">) {
  const names = (records: readonly LocatedRecord[]) =>
    sha256(records.map(({ fileName }) => fileName).join("\n"));
  return { trainList: names(trainList), heldOut: names(heldOut) };
}

/** Of the labels themselves: providers' tables are many files. */
function hashOfLabels({ trainList, heldOut }: SourcedRadiographs): string {
  const rows = [...trainList, ...heldOut].map(({ labels, anyFinding }) =>
    [...labels, anyFinding].join(","),
  );
  return sha256(rows.join("\n"));
}

/** Generates the radiographs of a recipe, and finds them as if somebody had downloaded them. */
async function generate(
  { seed, network }: NetworkRecipe,
  { patients, heldOutPatients }: Extract<NetworkRecipe["data"], { dataset: "generated" }>,
  folder: string,
  onStep: TrainingOptions["onStep"],
): Promise<RecipeRadiographs> {
  const settings = { seed, patients, heldOutPatients, size: network.inputSize };
  await generateRadiographs(settings, folder, {
    onProgress: (done, total) => onStep?.("generating radiographs", done, total),
  });
  return findRadiographs(GENERATED_FILES, folder);
}

/** The rows of a share of the patients, drawn by the seed: a smaller share is part of every larger one. */
export function rowsOfShare(
  rows: readonly number[],
  records: readonly LocatedRecord[],
  share: number,
  seed: number,
): number[] {
  if (share === 1) return [...rows];
  const idOf = (row: number) => records[row]?.patientId ?? "";
  const patients = Random.fromSeed(seed).shuffle([...new Set(rows.map(idOf))].sort());
  const kept = new Set(patients.slice(0, Math.ceil(share * patients.length)));
  return rows.filter((row) => kept.has(idOf(row)));
}

/** Labels of other radiographs: a fit to them can learn nothing but how frequent findings are. */
export function shuffleLabels(targets: Matrix, seed: number): Matrix {
  return selectRows(targets, Random.fromSeed(seed).shuffle([...Array(targets.rows).keys()]));
}
