import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { TrainingError } from "./errors.ts";
import type { TrainingPaths } from "./training-request.ts";

/**
 * Reads the file of initial weights that a run starts from: the one that was given with it, or the recipe's, relative
 * to the recipe. Recipes that ship name files that are too large to ship with them.
 *
 * @throws TrainingError `WEIGHTS_UNREADABLE`.
 */
export async function readInitialWeights(
  { recipe, weights }: Pick<TrainingPaths, "recipe" | "weights">,
  initialWeights: string,
): Promise<Uint8Array> {
  const path = weights ?? resolve(dirname(recipe), initialWeights);
  try {
    return await readFile(path);
  } catch (cause) {
    const { code = "unknown reason" } = cause as NodeJS.ErrnoException;
    const named = weights === undefined ? `${recipe} starts from ${path}, which` : path;
    throw new TrainingError(
      "WEIGHTS_UNREADABLE",
      `${named} can't be read (${code}). Name a file of initial weights with --weights; docs/training.md says where the recipes' own come from.`,
      { recipe, path },
      { cause },
    );
  }
}
