import { ThorascopeError } from "../errors.ts";

export type ModelErrorCode =
  /** There is no model folder at the path. */
  | "MODEL_NOT_FOUND"
  /** `model.json` is missing a field or holds a value out of range. */
  | "MODEL_INVALID"
  /** The graph is not the one that `model.json` describes. */
  | "MODEL_CHECKSUM";

/** Thrown when a model can't be loaded; `fields.folder` says which. */
export class ModelError extends ThorascopeError<ModelErrorCode> {}
