import { count } from "../errors.ts";

/** How bad it is: an error spoils results, a warning may, a note is only to be known. */
export type Severity = "error" | "warning" | "note";

/** One kind of thing that is wrong with a data set, however often. */
export interface Problem {
  /** Stable; docs/data.md lists them. */
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** What is wrong, and what to do, in one or two sentences. */
  readonly message: string;
  /** How often. */
  readonly count: number;
  /** Which, at most LISTED of them. */
  readonly examples: readonly string[];
}

export type ProblemCode =
  /** Rows of a label table that make no sense; the code is the row's error. */
  | "ROW_MALFORMED"
  | "LABEL_UNKNOWN"
  | "IMAGE_DUPLICATE"
  | "TABLE_MALFORMED"
  | "BOX_INVALID"
  /** A split: a patient on two sides, an image that the table does not have, an image on no side. */
  | "PATIENT_OVERLAP"
  | "IMAGE_UNLABELLED"
  | "IMAGE_UNASSIGNED"
  /** Labelled images that are not there, or under another name, and images that no label is of. */
  | "IMAGE_MISSING"
  | "IMAGE_OTHER_EDITION"
  | "IMAGE_EXTRA"
  /** What only a look at the pixels shows. */
  | "IMAGE_UNREADABLE"
  | "IMAGE_SAME_CONTENT"
  | "IMAGE_NEAR_DUPLICATE"
  | "IMAGE_SIZE"
  | "IMAGE_BLANK"
  | "IMAGE_TURNED"
  | "IMAGE_INVERTED"
  | "IMAGE_NOT_FRONTAL"
  /** The same image on both sides of a split, or in two data sets. */
  | "IMAGE_ACROSS_SPLIT"
  | "IMAGE_ACROSS_DATASETS";

/** As many examples as a person looks through, and a program needs a list of its own for more. */
const LISTED = 1000;

/** A problem with its examples; null where there are none. */
export function problemOf(
  code: ProblemCode,
  severity: Severity,
  examples: readonly string[],
  message: (count: string) => string,
): Problem | null {
  if (examples.length === 0) return null;
  return {
    code,
    severity,
    message: message(count(examples.length)),
    count: examples.length,
    examples: examples.slice(0, LISTED),
  };
}

/** The worst there is; null if nothing is wrong. */
export function worstOf(problems: readonly Problem[]): Severity | null {
  const severities: readonly Severity[] = ["error", "warning", "note"];
  return (
    severities.find((severity) => problems.some((problem) => problem.severity === severity)) ?? null
  );
}
