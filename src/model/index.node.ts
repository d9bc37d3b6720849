export {
  isOffline,
  type PulledWeights,
  type PullOptions,
  pullWeights,
  requireWeights,
  sha256Of,
  weightsFolder,
} from "./cache.node.ts";
export { type DownloadOptions, type DownloadProgress, download } from "./download.node.ts";
export { type ModelFolder, readModelFolder, writeModelFolder } from "./folder.node.ts";
export * from "./index.ts";
