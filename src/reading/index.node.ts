export * from "./index.ts";
export { BUNDLED_MODEL, loadModel } from "./load-model.node.ts";
export { type ScoredFile, scoreFiles } from "./score-files.node.ts";
