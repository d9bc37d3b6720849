import { readFile } from "node:fs/promises";
import type { TrainedModelDescription } from "../model/index.node.ts";
import { trainNetwork } from "./network/train-network.node.ts";
import { parseRecipe } from "./recipe.ts";
import { trainLinearHead } from "./train-linear-head.node.ts";
import type { TrainingOptions, TrainingPaths } from "./training-request.ts";

/**
 * Trains a model as a recipe says, from radiographs and labels to a model's folder (`best/` of the run).
 *
 * Started again on the same folder, it continues where it was cut off, and what comes out is the same.
 */
export async function train(
  paths: TrainingPaths,
  options: TrainingOptions = {},
): Promise<TrainedModelDescription> {
  const recipe = parseRecipe(await readFile(paths.recipe, "utf8"), paths.recipe);
  return "fit" in recipe
    ? trainNetwork(recipe, paths, options)
    : trainLinearHead(recipe, paths, options);
}
