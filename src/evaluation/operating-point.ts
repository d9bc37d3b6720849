import { knownCases, type Values } from "./cases.ts";
import { type Ranking, rankCases } from "./ranking.ts";
import { type Share, shareOf } from "./share.ts";

/** What a threshold does: a radiograph is called positive if its score is at or above it. */
export interface OperatingPoint {
  readonly threshold: number;
  /** Among radiographs with the finding, the share called positive; null if there are none. */
  readonly sensitivity: Share | null;
  /** Among radiographs without the finding, the share called negative; null if there are none. */
  readonly specificity: Share | null;
}

/**
 * The threshold with the largest Youden index J = sensitivity + specificity - 1 (Youden, Cancer 3, 1950),
 * and what it does on these radiographs.
 *
 * Candidates lie halfway between neighbouring distinct scores, so neither of the two is on the edge. Of
 * several with the same J, compared exactly in whole numbers, the lowest is taken, the one with the highest
 * sensitivity. Null where there is only one class or only one distinct score. J is not positive where
 * scores rank no better than chance.
 *
 * The threshold is chosen on the same radiographs that its sensitivity and specificity are counted on,
 * which flatters both a little where positives are few; `operatingPointAt` counts on others.
 */
export function youdenOperatingPoint(scores: Values, labels: Values): OperatingPoint | null {
  const ranking = rankCases(scores, labels);
  const rank = youdenCut(ranking);
  if (rank === null) return null;
  const { order } = ranking;
  const lower = scores[order[rank - 1] as number] as number;
  const upper = scores[order[rank] as number] as number;
  return operatingPointAt(halfway(lower, upper), scores, labels);
}

/** Sensitivity and specificity of a given threshold; unknown labels are left out. */
export function operatingPointAt(
  threshold: number,
  scores: Values,
  labels: Values,
): OperatingPoint {
  const { indices, positives, negatives } = knownCases(scores, labels);
  let truePositives = 0;
  let trueNegatives = 0;
  for (const index of indices) {
    const called = (scores[index] as number) >= threshold;
    if (called && labels[index] === 1) truePositives++;
    if (!called && labels[index] === 0) trueNegatives++;
  }
  return {
    threshold,
    sensitivity: shareOf(truePositives, positives),
    specificity: shareOf(trueNegatives, negatives),
  };
}

/** The rank of the first case called positive at the best cut between two runs of equal scores. */
function youdenCut({ positive, tieEnds, positives, negatives }: Ranking): number | null {
  if (positives === 0 || negatives === 0) return null;
  let best: number | null = null;
  let bestIndex = Number.NEGATIVE_INFINITY;
  let missed = 0;
  let rank = 0;
  for (const cut of tieEnds.subarray(0, -1)) {
    for (; rank < cut; rank++) missed += positive[rank] as number;
    // J times P times N, a whole number: (P - missed) N - (N - trueNegatives) P.
    const index = (cut - missed) * positives - missed * negatives;
    if (index <= bestIndex) continue;
    best = cut;
    bestIndex = index;
  }
  return best;
}

/** Halfway between two scores, or the upper one where nothing lies between that could be written down. */
function halfway(lower: number, upper: number): number {
  const middle = lower / 2 + upper / 2;
  return middle > lower ? middle : upper;
}
