import { auroc } from "../evaluation/index.ts";
import { columnOf, type Matrix } from "./matrix.ts";

/** With fewer positives, or negatives, an AUROC is a coin toss, and would decide when to stop. */
export const ENOUGH_TO_SCORE = 20;

export interface ValidationScore {
  /** The mean over findings with enough positives and negatives; null where no finding has. */
  readonly meanAuroc: number | null;
  /** Per finding, in order; null where there are no positives or no negatives. */
  readonly aurocs: readonly (number | null)[];
}

/**
 * How well a network tells radiographs with a finding from those without: the AUROC of each of the first
 * `findings` columns of `logits` [radiographs, outputs], and its mean over those with at least `minimum`
 * known positives and as many negatives (of a few positives an AUROC is mostly luck, and luck would choose
 * the epoch). `targets`, of the same shape, are 1, 0 or NaN (unknown, left out).
 */
export function validationScore(
  logits: Matrix,
  targets: Matrix,
  findings: number,
  minimum: number,
): ValidationScore {
  const aurocs: (number | null)[] = [];
  const counted: number[] = [];
  for (let finding = 0; finding < findings; finding++) {
    const labels = columnOf(targets, finding);
    const area = auroc(columnOf(logits, finding), labels);
    aurocs.push(area);
    if (area !== null && rarerOf(labels) >= minimum) counted.push(area);
  }
  const sum = counted.reduce((total, area) => total + area, 0);
  return { meanAuroc: counted.length === 0 ? null : sum / counted.length, aurocs };
}

/**
 * What the finding that can be scored best, of the first `findings` columns of `targets`, has of its positives or
 * negatives, whichever are fewer: below `ENOUGH_TO_SCORE` there is no score.
 */
export function mostToScore(targets: Matrix, findings: number): number {
  return Math.max(
    ...Array.from({ length: findings }, (_, finding) => rarerOf(columnOf(targets, finding))),
  );
}

function rarerOf(labels: Float32Array): number {
  return Math.min(count(labels, 1), count(labels, 0));
}

function count(labels: Float32Array, wanted: number): number {
  return labels.filter((label) => label === wanted).length;
}
