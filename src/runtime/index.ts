export { RuntimeError, type RuntimeErrorCode } from "./errors.ts";
export { wrapSession } from "./onnx-session.ts";
export type { FloatTensor, Session, SessionOptions } from "./session.ts";
