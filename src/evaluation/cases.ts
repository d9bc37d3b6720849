import { EvaluationError } from "./errors.ts";

/** Numbers in any container: a typed array, a plain array. */
export type Values = ArrayLike<number>;

/**
 * The positions of the radiographs whose label is known, and how many of them are positive.
 *
 * Labels follow the data sets' convention: 1 present, 0 absent, NaN unknown. Unknown ones are left out
 * of every figure, whatever their score.
 */
export interface KnownCases {
  readonly indices: Uint32Array;
  readonly positives: number;
  readonly negatives: number;
}

/** Finds the known cases of one finding and refuses numbers that cannot be scores and labels. */
export function knownCases(scores: Values, labels: Values): KnownCases {
  if (scores.length !== labels.length) {
    throw new EvaluationError(
      "LENGTH_MISMATCH",
      `${scores.length} scores but ${labels.length} labels: give one of each for every radiograph.`,
      { scores: scores.length, labels: labels.length },
    );
  }
  const indices = new Uint32Array(labels.length);
  let known = 0;
  let positives = 0;
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index] as number;
    if (Number.isNaN(label)) continue;
    refuseLabel(label, index);
    refuseScore(scores[index] as number, index);
    indices[known++] = index;
    positives += label;
  }
  return { indices: indices.slice(0, known), positives, negatives: known - positives };
}

function refuseLabel(label: number, index: number): void {
  if (label === 0 || label === 1) return;
  throw new EvaluationError(
    "LABEL_INVALID",
    `label ${label} of case ${index}: a label is 1 (present), 0 (absent) or NaN (unknown).`,
    { label, index },
  );
}

function refuseScore(score: number, index: number): void {
  if (!Number.isNaN(score)) return;
  throw new EvaluationError(
    "SCORE_INVALID",
    `the score of case ${index} is NaN but its label is known: leave the case out, or find out why the model gave no number.`,
    { index },
  );
}

/** The number of labels that say present. */
export function countPositives(labels: Values): number {
  let positives = 0;
  for (let index = 0; index < labels.length; index++) if (labels[index] === 1) positives++;
  return positives;
}
