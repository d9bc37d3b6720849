export {
  type PulledWeights,
  type PullOptions,
  pullWeights,
  requireWeights,
  sha256Of,
  weightsFolder,
} from "./cache.node.ts";
export { type ModelFolder, readModelFolder, writeModelFolder } from "./folder.node.ts";
export * from "./index.ts";
