export { type ModelFolder, readModelFolder, writeModelFolder } from "./folder.node.ts";
export * from "./index.ts";
