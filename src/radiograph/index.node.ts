/**
 * Bytes to a `Radiograph`: formats, checks, grey values, the network's input.
 *
 * @module
 */
export * from "./index.ts";
export { type PreparedRadiograph, prepareRadiograph } from "./prepare.node.ts";
export { readRadiograph } from "./read.node.ts";
export { openRadiographWorkers, type RadiographWorkers } from "./workers.node.ts";
