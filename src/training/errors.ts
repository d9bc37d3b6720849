import { ThorascopeError } from "../errors.ts";

export type TrainingErrorCode =
  /** A recipe lacks a setting, or has one that is out of range or unknown. */
  | "RECIPE_INVALID"
  /** A run can't be continued: it is of another recipe, or its folder is damaged. */
  | "RUN_MISMATCH"
  /** The loss is no longer a number. */
  | "TRAINING_DIVERGED";

/** Thrown when a training run can't start or go on. */
export class TrainingError extends ThorascopeError<TrainingErrorCode> {}
