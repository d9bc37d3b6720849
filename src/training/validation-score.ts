import { auroc } from "../evaluation/index.ts";
import { columnOf, type Matrix } from "./matrix.ts";

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
    const rarer = Math.min(count(labels, 1), count(labels, 0));
    if (area !== null && rarer >= minimum) counted.push(area);
  }
  const sum = counted.reduce((total, area) => total + area, 0);
  return { meanAuroc: counted.length === 0 ? null : sum / counted.length, aurocs };
}

function count(labels: Float32Array, wanted: number): number {
  return labels.filter((label) => label === wanted).length;
}
