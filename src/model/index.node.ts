/**
 * A model's folder: its description and its card; imported networks, published weights.
 *
 * @module
 */
export {
  type PulledWeights,
  type PullOptions,
  pullWeights,
  requireWeights,
  sha256Of,
  weightsFolder,
} from "./cache.node.ts";
export { readEvidence } from "./evidence.node.ts";
export {
  graphEntry,
  type ModelFolder,
  readModelFolder,
  refuseOccupied,
  writeModelFolder,
  writeNewModelFolder,
} from "./folder.node.ts";
export * from "./index.ts";
export { type ModelChange, type OutputChange, recalibrateModel } from "./recalibrate.node.ts";
