export { TrainingError, type TrainingErrorCode } from "./errors.ts";
export { parseRecipe, type Recipe } from "./recipe.ts";
export { type TrainingPaths, type TrainingProgress, train } from "./train.node.ts";
