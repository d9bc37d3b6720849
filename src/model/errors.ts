import { ThorascopeError } from "../errors.ts";

export type ModelErrorCode =
  /** There is no model folder at the path. */
  | "MODEL_NOT_FOUND"
  /** `model.json` is missing a field or holds a value out of range. */
  | "MODEL_INVALID"
  /** The graph is not the one that `model.json` describes. */
  | "MODEL_CHECKSUM"
  /** Nothing says what an imported network's outputs are. */
  | "MODEL_LABELS"
  /** There is a model, or something else, where a new one was to be written. */
  | "MODEL_EXISTS"
  /** No finding has enough cases to be calibrated on, or one without a calibration was to be moved to a prevalence. */
  | "CALIBRATION_IMPOSSIBLE"
  /** There are no published weights of this name in the registry. */
  | "WEIGHTS_UNKNOWN";

/** Thrown when a model can't be loaded, imported or fetched; `fields` says which. */
export class ModelError extends ThorascopeError<ModelErrorCode> {}
