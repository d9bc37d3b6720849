import { ThorascopeError } from "../errors.ts";

/** What went wrong while building, reading or writing a graph. */
export type GraphErrorCode =
  /** Inputs of an operator have shapes or types that do not fit together. */
  | "SHAPE_MISMATCH"
  /** A file holds an operator that has no file in `graph/operators`. */
  | "OPERATOR_UNKNOWN"
  /** The bytes are no ONNX model, or one that contradicts itself. */
  | "ONNX_INVALID"
  /** A graph was used in a way that it can't be, e.g. two inputs of one name. */
  | "GRAPH_MISUSE";

/** Thrown by the graph builder, reader and writer. */
export class GraphError extends ThorascopeError<GraphErrorCode> {}
