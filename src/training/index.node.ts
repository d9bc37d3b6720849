/**
 * Recipes, runs, and what trains a network.
 *
 * @module
 */
export { TrainingError, type TrainingErrorCode } from "./errors.ts";
export { type GateRequest, type LearnedGate, learnGate } from "./gate/learn-gate.node.ts";
export { tryGate } from "./gate/try-gate.node.ts";
export type { FitsDone, Part } from "./network/fit-part.node.ts";
export { downWeighted, findNoisyLabels, type NoisyFinding, wrongIn } from "./noisy-labels.ts";
export { parsePredictionTable } from "./prediction-table.ts";
export { parseRecipe, type Recipe } from "./recipe.ts";
export { train, trainPart } from "./train.node.ts";
export type {
  LearnedStep,
  TrainingOptions,
  TrainingPaths,
  TrainingProgress,
} from "./training-request.ts";
