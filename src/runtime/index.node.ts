export * from "./index.ts";
export { createSession } from "./runtime.node.ts";
