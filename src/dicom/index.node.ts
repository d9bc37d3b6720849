export * from "./index.ts";
export { decodeInWorkers } from "./wasm/pool.node.ts";
