import { ThorascopeError } from "../errors.ts";

/** What can be wrong with numbers that were handed over for evaluation. Stable. */
export type EvaluationCode =
  /** Scores, labels or patients that should describe the same radiographs differ in number. */
  | "LENGTH_MISMATCH"
  /** A label that is neither 1 (present), 0 (absent) nor NaN (unknown). */
  | "LABEL_INVALID"
  /** A score or logit that is NaN although its label is known, or a logit that is infinite. */
  | "SCORE_INVALID"
  /** A probability outside 0 to 1. */
  | "PROBABILITY_INVALID"
  /** A setting (number of replicates, strength of a prior, ...) outside its range. */
  | "SETTING_INVALID";

/** Thrown when figures cannot be computed because the numbers given make no sense. */
export class EvaluationError extends ThorascopeError<EvaluationCode> {}
