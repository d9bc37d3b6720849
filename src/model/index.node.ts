export {
  type PulledWeights,
  type PullOptions,
  pullWeights,
  requireWeights,
  sha256Of,
  weightsFolder,
} from "./cache.node.ts";
export { readEvidence } from "./evidence.node.ts";
export { graphEntry, type ModelFolder, readModelFolder, writeModelFolder } from "./folder.node.ts";
export * from "./index.ts";
