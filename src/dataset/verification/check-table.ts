import type { DatasetError } from "../errors.ts";
import { type Problem, type ProblemCode, problemOf } from "./problem.ts";

const ROW_CODES: readonly ProblemCode[] = [
  "LABEL_UNKNOWN",
  "IMAGE_DUPLICATE",
  "ROW_MALFORMED",
  "TABLE_MALFORMED",
  "IMAGE_UNLABELLED",
  "BOX_INVALID",
];

/** Rows that an adapter could not use, by what is wrong with them. */
export function checkTable(errors: readonly DatasetError[]): Problem[] {
  return ROW_CODES.flatMap((code) => {
    const messages = errors.filter((error) => error.code === code).map(({ message }) => message);
    const problem = problemOf(code, "error", messages, (count) => WORDS[code]?.(count) ?? count);
    return problem === null ? [] : [problem];
  });
}

const WORDS: Partial<Record<ProblemCode, (count: string) => string>> = {
  LABEL_UNKNOWN: (count) =>
    `${count} rows have a label that is no finding; they are left out. Correct the labels.`,
  IMAGE_DUPLICATE: (count) =>
    `${count} rows are of an image that an earlier row is of; they are left out. Keep one of each.`,
  ROW_MALFORMED: (count) =>
    `${count} rows make no sense and are left out. Correct them as each says.`,
  TABLE_MALFORMED: (count) => `${count} tables can't be read as the provider wrote them.`,
  IMAGE_UNLABELLED: (count) =>
    `${count} times a list or a box names images that the label table does not have; they are left out. Take lists, boxes and table of the same data set.`,
  BOX_INVALID: (count) =>
    `${count} boxes have no area or are not within their image; they are left out. Correct them as each says.`,
};
