import type { Values } from "./cases.ts";
import { rankCases } from "./ranking.ts";

/** A rising step function of the score, held by its corners: linear between them, level beyond. */
export interface IsotonicCalibration {
  /** Ascending. */
  readonly scores: readonly number[];
  /** The probability at each, not falling. */
  readonly probabilities: readonly number[];
}

/**
 * The rising function of the score that fits labels best in least squares, by pooling adjacent violators; null
 * where no label is known. It follows any shape, and with few positives the noise: give it 50 at least.
 *
 * Zadrozny and Elkan, KDD 2002; Ayer et al., Ann. Math. Statist. 26 (1955). Between the corners of the fit it is
 * linear, as scikit-learn's IsotonicRegression.
 */
export function fitIsotonic(scores: Values, labels: Values): IsotonicCalibration | null {
  const { order, positive, tieEnds } = rankCases(scores, labels);
  if (order.length === 0) return null;
  const pools: { weight: number; sum: number; from: number; to: number }[] = [];
  let start = 0;
  for (const end of tieEnds) {
    let sum = 0;
    for (let rank = start; rank < end; rank++) sum += positive[rank] as number;
    const score = scores[order[start] as number] as number;
    pools.push({ weight: end - start, sum, from: score, to: score });
    start = end;
    for (;;) {
      const [before, last] = pools.slice(-2);
      if (before === undefined || last === undefined) break;
      if (before.sum * last.weight < last.sum * before.weight) break;
      pools.splice(-2, 2, {
        weight: before.weight + last.weight,
        sum: before.sum + last.sum,
        from: before.from,
        to: last.to,
      });
    }
  }
  const corners = pools.flatMap(({ weight, sum, from, to }) => {
    const probability = sum / weight;
    return from === to
      ? [[from, probability] as const]
      : [[from, probability] as const, [to, probability] as const];
  });
  return {
    scores: corners.map(([score]) => score),
    probabilities: corners.map(([, probability]) => probability),
  };
}

/** The probability of a score. */
export function applyIsotonic(
  { scores, probabilities }: IsotonicCalibration,
  score: number,
): number {
  const above = scores.findIndex((corner) => corner >= score);
  if (above < 0) return probabilities.at(-1) ?? Number.NaN;
  if (above === 0 || scores[above] === score) return probabilities[above] ?? Number.NaN;
  const [left, right] = [scores[above - 1] as number, scores[above] as number];
  const [low, high] = [probabilities[above - 1] as number, probabilities[above] as number];
  return low + ((high - low) * (score - left)) / (right - left);
}
