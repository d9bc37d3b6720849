import { ThorascopeError } from "../errors.ts";

export type TrainingErrorCode =
  /** A recipe lacks a setting, or has one that is out of range or unknown. */
  | "RECIPE_INVALID"
  /** The file of initial weights can't be read. */
  | "WEIGHTS_UNREADABLE"
  /** A run can't be continued: it is of another recipe, or its folder is damaged. */
  | "RUN_MISMATCH"
  /** Too few radiographs to learn from, or too few with a finding to decide by. */
  | "DATA_INSUFFICIENT"
  /** Arrays or parameter groups were given to a piece of the training loop that do not belong together. */
  | "TRAINING_MISUSE"
  /** The loss is no longer a number. */
  | "TRAINING_DIVERGED"
  /** A checkpoint is damaged, or belongs to another network. */
  | "CHECKPOINT_INVALID"
  /** A file of the run can't be written: the disk is full, or the folder is gone. */
  | "RUN_UNWRITABLE"
  /** Somebody asked the run to stop; its state is kept. */
  | "TRAINING_STOPPED";

/** Thrown when a training run can't start or go on. */
export class TrainingError extends ThorascopeError<TrainingErrorCode> {}
