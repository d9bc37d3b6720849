import { readFile } from "node:fs/promises";
import type { TrainedModelDescription } from "../model/index.node.ts";
import { TrainingError } from "./errors.ts";
import { type FitsDone, fitPartOfNetwork, type Part } from "./network/fit-part.node.ts";
import { trainNetwork } from "./network/train-network.node.ts";
import { parseRecipe } from "./recipe.ts";
import { stoppable } from "./stoppable.ts";
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
    : trainLinearHead(recipe, paths, stoppable(options, paths.out));
}

/**
 * Carries out a part of a whole network's fits, so that several processes that share a run's folder can train one
 * model. Once all parts are done, `train` on that folder puts the model together.
 *
 * @throws TrainingError `RECIPE_INVALID` for a recipe of a linear head, whose folds take seconds.
 */
export async function trainPart(
  paths: TrainingPaths,
  part: Part,
  options: TrainingOptions = {},
): Promise<FitsDone> {
  const recipe = parseRecipe(await readFile(paths.recipe, "utf8"), paths.recipe);
  if ("fit" in recipe) return fitPartOfNetwork(recipe, paths, part, options);
  throw new TrainingError(
    "RECIPE_INVALID",
    `${paths.recipe} is the recipe of a linear head, which has no parts. Train it as a whole.`,
    { recipe: paths.recipe },
  );
}
