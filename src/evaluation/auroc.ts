import type { Values } from "./cases.ts";
import { type Ranking, rankCases } from "./ranking.ts";

/**
 * Area under the receiver operating characteristic: the chance that a radiograph with the finding
 * scores higher than one without, ties counted half.
 *
 *     AUROC = (sum over positive-negative pairs of [s+ > s-] + [s+ = s-] / 2) / (P N)
 *
 * This is Mann and Whitney's U (Ann. Math. Statist. 18, 1947) over P N, computed from sorted scores and
 * equal to the form with midranks; Hanley and McNeil, Radiology 143 (1982). Only the order of the scores
 * counts, so logits are better than probabilities, which can round to equal values.
 *
 * Labels are 1, 0 or NaN (unknown, left out). With no positive or no negative there is no pair to
 * compare and the answer is null.
 */
export function auroc(scores: Values, labels: Values): number | null {
  return aurocOfRanking(rankCases(scores, labels));
}

/** AUROC of cases that are ranked already. */
export function aurocOfRanking({ positive, tieEnds }: Ranking): number | null {
  const everyCaseOnce = new Uint32Array(1).fill(1);
  return weightedAuroc({ positive, tieEnds }, everyCaseOnce, new Uint32Array(positive.length));
}

/**
 * AUROC of ranked cases where the case at rank r counts `weights[groups[r]]` times.
 *
 * Bootstrap replicates call this thousands of times: it is one pass over the ranks, and every sum is a
 * multiple of one half below 2^53, hence exact, so that it equals the AUROC of the repeated cases.
 */
export function weightedAuroc(
  { positive, tieEnds }: Pick<Ranking, "positive" | "tieEnds">,
  weights: Uint32Array,
  groups: Uint32Array,
): number | null {
  let rank = 0;
  let negativesBelow = 0;
  let positives = 0;
  let pairsWon = 0;
  for (let tie = 0; tie < tieEnds.length; tie++) {
    const end = tieEnds[tie] as number;
    let tiedPositives = 0;
    let tiedNegatives = 0;
    for (; rank < end; rank++) {
      const weight = weights[groups[rank] as number] as number;
      if (positive[rank] === 1) tiedPositives += weight;
      else tiedNegatives += weight;
    }
    pairsWon += tiedPositives * (negativesBelow + tiedNegatives / 2);
    positives += tiedPositives;
    negativesBelow += tiedNegatives;
  }
  const pairs = positives * negativesBelow;
  return pairs === 0 ? null : pairsWon / pairs;
}
