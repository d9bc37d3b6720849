export {
  type PulledWeights,
  type PullOptions,
  pullWeights,
  requireWeights,
  sha256Of,
  weightsFolder,
} from "./cache.node.ts";
export {
  type ModelFolder,
  readModelFolder,
  refuseOccupied,
  writeModelFolder,
  writeNewModelFolder,
} from "./folder.node.ts";
export * from "./index.ts";
export { type ModelChange, type OutputChange, recalibrateModel } from "./recalibrate.node.ts";
