import { knownCases, type Values } from "./cases.ts";

/**
 * The known cases of one finding from the lowest score to the highest, with equal scores marked as
 * ties: what every statistic of ranking starts from. Sorting is done once, here.
 */
export interface Ranking {
  /** Positions in the caller's arrays, by ascending score. */
  readonly order: Uint32Array;
  /** 1 where the case at this rank is positive. */
  readonly positive: Uint8Array;
  /** Where each run of equal scores ends (the rank after its last case), ascending. */
  readonly tieEnds: Uint32Array;
  readonly positives: number;
  readonly negatives: number;
}

/** Ranks the known cases by score; infinite scores are fine, -0 equals 0. */
export function rankCases(scores: Values, labels: Values): Ranking {
  const { indices: order, positives, negatives } = knownCases(scores, labels);
  const keys = Float64Array.from(scores);
  order.sort((left, right) => compare(keys[left] as number, keys[right] as number) || left - right);

  const positive = new Uint8Array(order.length);
  const tieEnds = new Uint32Array(order.length);
  let ties = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const index = order[rank] as number;
    positive[rank] = labels[index] as number;
    const next = order[rank + 1];
    if (next === undefined || keys[next] !== keys[index]) tieEnds[ties++] = rank + 1;
  }
  return { order, positive, tieEnds: tieEnds.slice(0, ties), positives, negatives };
}

/** Subtraction would give NaN for two equal infinities. */
function compare(left: number, right: number): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}
