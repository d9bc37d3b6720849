/** Every data set that can be read; one by its name; the one whose tables are in a folder. */
export { ADAPTERS, findAdapter, recognizeDataset } from "./registry.node.ts";
