/**
 * The only door to ONNX Runtime: sessions that run graphs.
 *
 * @module
 */
export {
  type BoundSession,
  type BoundSessionOptions,
  bindSession,
  type ExecutionProvider,
} from "./bound-session.node.ts";
export * from "./index.ts";
export { createSession } from "./runtime.node.ts";
