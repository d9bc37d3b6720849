import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { applyCorrections, type LocatedRecord, parseCorrections } from "../../dataset/index.ts";
import { TrainingError } from "../errors.ts";
import type { Matrix } from "../matrix.ts";
import type { NetworkRecipe } from "../recipe.ts";
import { sha256 } from "../run-directory.node.ts";

/** Labels to learn from, and what each counts; no weights where all count alike. */
export interface TaughtLabels {
  readonly targets: Matrix;
  readonly weights: Matrix | null;
}

export interface ReadCorrections {
  readonly sha256: string;
  /** The labels of these radiographs with the corrections put in. */
  teach(records: readonly LocatedRecord[]): TaughtLabels;
}

/**
 * Reads the corrections that a recipe names; null if it names none.
 *
 * @throws TrainingError `RECIPE_INVALID` where the table can't be read; DatasetError for what is wrong in it, and
 *   from `teach` for a radiograph that is not learned from.
 */
export async function readCorrections(
  { data }: NetworkRecipe,
  recipe: string,
): Promise<ReadCorrections | null> {
  if (data.corrections === undefined) return null;
  if (data.shuffleLabels === true)
    throw new TrainingError(
      "RECIPE_INVALID",
      `${recipe}: /data/corrections and /data/shuffleLabels exclude each other. Leave one out.`,
      { file: recipe, setting: "/data/corrections" },
    );
  const path = resolve(dirname(recipe), data.corrections);
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new TrainingError(
      "RECIPE_INVALID",
      `${recipe}: /data/corrections names ${path}, which can't be read (${cause.message}). Put the table there, relative to the recipe.`,
      { file: recipe, setting: "/data/corrections" },
    );
  });
  const corrections = parseCorrections(bytes, basename(path));
  return {
    sha256: sha256(bytes),
    teach(records) {
      const { rows, weights } = applyCorrections(records, corrections);
      return { targets: together(rows), weights: weights === null ? null : together(weights) };
    },
  };
}

function together(rows: readonly Float32Array[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * columns);
  for (const [row, values] of rows.entries()) data.set(values, row * columns);
  return { rows: rows.length, columns, data };
}
