import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../../whole-file.node.ts";
import type { Recipe } from "../recipe.ts";
import { runPage } from "./page.ts";
import { parseRunLog } from "./run-log.ts";

/**
 * Writes `curves.svg` and `index.html` into a run's folder, from its `recipe.json`, `environment.json` and
 * `log.jsonl`. Each file is whole or absent. Throws what reading, drawing or writing throws, the error of the
 * file system if the folder holds no run: a caller that trains notes it and goes on.
 *
 * The library that draws is loaded by the first call, so that a start does not wait for it.
 */
export async function writeRunPage(folder: string): Promise<void> {
  const recipeText = await readFile(join(folder, "recipe.json"), "utf8");
  const environmentText = await readFile(join(folder, "environment.json"), "utf8");
  const logText = await readLog(folder);
  // Both were written by `openRunDirectory` from a recipe that `parseRecipe` accepted.
  const { recipe, inputs } = JSON.parse(recipeText) as {
    recipe: Recipe;
    inputs: Readonly<Record<string, unknown>>;
  };
  const environment = JSON.parse(environmentText) as Readonly<Record<string, unknown>>;
  const log = parseRunLog(logText);
  const { curvesFile, drawCurves } = await import("./curves.ts");
  const curves = drawCurves(log);
  await writeWhole(join(folder, "curves.svg"), curvesFile(curves, log));
  const page = runPage({ recipe, inputs, environment, log, curves, now: Date.now() });
  await writeWhole(join(folder, "index.html"), page);
}

/** A run that has not logged anything yet has no log. */
async function readLog(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, "log.jsonl"), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
