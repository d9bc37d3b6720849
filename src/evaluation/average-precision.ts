import type { Values } from "./cases.ts";
import { rankCases } from "./ranking.ts";

/** Average precision beside the prevalence, which is what a model that knows nothing reaches. */
export interface AveragePrecision {
  readonly averagePrecision: number;
  readonly prevalence: number;
}

/**
 * Area under the precision-recall curve as average precision, without interpolation:
 *
 *     AP = sum over thresholds of (recall_k - recall_(k-1)) precision_k
 *
 * from the highest score down, one threshold for each distinct score, as scikit-learn computes it.
 * Interpolating linearly between points would be too optimistic (Davis and Goadrich, ICML 2006).
 *
 * Labels are 1, 0 or NaN (unknown, left out). Without a positive recall is undefined and the answer is
 * null; with positives only it is 1, the same as the prevalence.
 */
export function averagePrecision(scores: Values, labels: Values): AveragePrecision | null {
  const { positive, tieEnds, positives, negatives } = rankCases(scores, labels);
  if (positives === 0) return null;

  let found = 0;
  let sum = 0;
  for (let tie = tieEnds.length - 1; tie >= 0; tie--) {
    const start = tie === 0 ? 0 : (tieEnds[tie - 1] as number);
    const end = tieEnds[tie] as number;
    let tiedPositives = 0;
    for (let rank = start; rank < end; rank++) tiedPositives += positive[rank] as number;
    found += tiedPositives;
    sum += tiedPositives * (found / (positive.length - start));
  }
  return {
    averagePrecision: sum / positives,
    prevalence: positives / (positives + negatives),
  };
}
