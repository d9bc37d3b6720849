export * from "./index.ts";
export { BUNDLED_MODEL, loadModel } from "./load-model.node.ts";
