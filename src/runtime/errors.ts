import { ThorascopeError } from "../errors.ts";

export type RuntimeErrorCode =
  /** ONNX Runtime refused a graph. */
  | "GRAPH_REJECTED"
  /** A graph can't be run on what it was given: an input of another name or shape, or no memory left. */
  | "RUN_FAILED"
  /** A graph did not give an output that was asked for, or gave it in another type. */
  | "OUTPUT_MISSING";

/** Thrown when ONNX Runtime can't load or run a graph. */
export class RuntimeError extends ThorascopeError<RuntimeErrorCode> {}
