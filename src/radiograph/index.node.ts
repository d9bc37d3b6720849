export * from "./index.ts";
export { readRadiograph } from "./read.node.ts";
