/**
 * Radiograph and model to a reading; scores and heatmaps of many files.
 *
 * @module
 */
export * from "./index.ts";
export { BUNDLED_MODEL, loadModel } from "./load-model.node.ts";
export { type DisturbedFile, scoreDisturbedFiles } from "./score-disturbed-files.node.ts";
export { type ScoredFile, scoreFiles } from "./score-files.node.ts";
