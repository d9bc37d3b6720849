import { knownCases, type Values } from "./cases.ts";
import { EvaluationError } from "./errors.ts";
import { rankCases } from "./ranking.ts";
import { type Share, shareOf } from "./share.ts";

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
 * How much better than always saying the prevalence: 1 - Brier score / (q (1 - q)), with q the share of positives
 * among these radiographs. 1 is perfect, 0 knows nothing, below 0 does harm. Null with one class only.
 *
 * Murphy, J. Applied Meteorology 12 (1973).
 */
export function brierSkill(probabilities: Values, labels: Values): number | null {
  const score = brierScore(probabilities, labels);
  const { positives, negatives, indices } = knownCases(probabilities, labels);
  if (score === null || positives === 0 || negatives === 0) return null;
  return 1 - score / ((positives * negatives) / indices.length ** 2);
}

/** Radiographs of similar probability: what is said of them, and how many have the finding. */
export interface ReliabilityBin {
  readonly radiographs: number;
  readonly positives: number;
  readonly meanProbability: number;
  /** Share of positives with its interval. */
  readonly observed: Share;
}

/** Whether bins hold equally many radiographs, or span equally wide ranges of probability. */
export type Binning = "equal-mass" | "equal-width";

/**
 * A reliability diagram's bins, empty ones left out, from the lowest probability up: calibrated where mean
 * probability and observed share agree. Bins are ten, those of `expectedCalibrationError`; with equal width bin b is
 * from b / 10 up to, but not including, (b + 1) / 10, the last with 1.
 *
 * DeGroot and Fienberg, The Statistician 32 (1983).
 */
export function reliability(
  probabilities: Values,
  labels: Values,
  binning: Binning = "equal-mass",
): ReliabilityBin[] {
  const { order, positive, tieEnds } = rankCases(probabilities, labels);
  refuseImprobable(probabilities, order);
  const bins = Array.from({ length: BINS }, () => ({ radiographs: 0, positives: 0, sum: 0 }));
  let start = 0;
  for (const end of tieEnds) {
    const probability = probabilities[order[start] as number] as number;
    const at =
      binning === "equal-mass"
        ? Math.floor((BINS * (start + end)) / (2 * order.length))
        : Math.min(Math.floor(BINS * probability), BINS - 1);
    const bin = bins[at];
    for (let rank = start; rank < end && bin !== undefined; rank++) {
      bin.radiographs++;
      bin.positives += positive[rank] as number;
      bin.sum += probability;
    }
    start = end;
  }
  return bins.flatMap(({ radiographs, positives, sum }) => {
    const observed = shareOf(positives, radiographs);
    if (observed === null) return [];
    return [{ radiographs, positives, meanProbability: sum / radiographs, observed }];
  });
}

/**
 * Expected calibration error over ten bins, of equal mass unless told, null where no label is known:
 *
 *     ECE = sum over bins of (n_b / n) |mean probability - share of positives|
 *
 * Naeini et al., AAAI 2015, with as many radiographs in each bin as in the next (Nguyen and O'Connor,
 * EMNLP 2015), because equal widths would put nearly all of a rare finding into the first bin. Equal
 * probabilities share a bin, the one of their middle rank, so the order of the radiographs does not count.
 *
 * It is biased upwards: a perfectly calibrated model does not reach 0 on a finite sample.
 */
export function expectedCalibrationError(
  probabilities: Values,
  labels: Values,
  binning: Binning = "equal-mass",
): number | null {
  const bins = reliability(probabilities, labels, binning);
  const all = bins.reduce((sum, { radiographs }) => sum + radiographs, 0);
  if (all === 0) return null;
  const off = bins.map(
    ({ radiographs, meanProbability, observed }) =>
      radiographs * Math.abs(meanProbability - observed.value),
  );
  return off.reduce((sum, one) => sum + one, 0) / all;
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
