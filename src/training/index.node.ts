export { TrainingError, type TrainingErrorCode } from "./errors.ts";
export { parseRecipe, type Recipe } from "./recipe.ts";
export { train } from "./train.node.ts";
export type { TrainingOptions, TrainingPaths, TrainingProgress } from "./training-request.ts";
