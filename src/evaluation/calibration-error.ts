import { knownCases, type Values } from "./cases.ts";
import { EvaluationError } from "./errors.ts";
import { rankCases } from "./ranking.ts";

const BINS = 10;

/**
 * Brier score: the mean of (probability - label)², null where no label is known.
 *
 * Brier, Monthly Weather Review 78 (1950). 0 is perfect; always saying the prevalence q reaches
 * q (1 - q), so a small score for a rare finding means little by itself.
 */
export function brierScore(probabilities: Values, labels: Values): number | null {
  const { indices } = knownCases(probabilities, labels);
  if (indices.length === 0) return null;
  refuseImprobable(probabilities, indices);
  let sum = 0;
  for (const index of indices) {
    sum += ((probabilities[index] as number) - (labels[index] as number)) ** 2;
  }
  return sum / indices.length;
}

/**
 * Expected calibration error over ten bins of equal mass, null where no label is known:
 *
 *     ECE = sum over bins of (n_b / n) |mean probability - share of positives|
 *
 * Naeini et al., AAAI 2015, with as many radiographs in each bin as in the next (Nguyen and O'Connor,
 * EMNLP 2015), because equal widths would put nearly all of a rare finding into the first bin. Equal
 * probabilities share a bin, the one of their middle rank, so the order of the radiographs does not count.
 *
 * It is biased upwards: a perfectly calibrated model does not reach 0 on a finite sample.
 */
export function expectedCalibrationError(probabilities: Values, labels: Values): number | null {
  const { order, positive, tieEnds } = rankCases(probabilities, labels);
  if (order.length === 0) return null;
  refuseImprobable(probabilities, order);

  // |mean probability - share of positives| times n_b is the absolute sum of differences in the bin.
  const excess = new Float64Array(BINS);
  let start = 0;
  for (const end of tieEnds) {
    const bin = Math.floor((BINS * (start + end)) / (2 * order.length));
    for (let rank = start; rank < end; rank++) {
      const probability = probabilities[order[rank] as number] as number;
      excess[bin] = (excess[bin] as number) + probability - (positive[rank] as number);
    }
    start = end;
  }
  return excess.reduce((sum, difference) => sum + Math.abs(difference), 0) / order.length;
}

function refuseImprobable(probabilities: Values, indices: Uint32Array): void {
  for (const index of indices) {
    const probability = probabilities[index] as number;
    if (probability >= 0 && probability <= 1) continue;
    throw new EvaluationError(
      "PROBABILITY_INVALID",
      `the probability of case ${index} is ${probability}: it must be from 0 to 1; were logits given?`,
      { index, probability },
    );
  }
}
