import type { Values } from "../cases.ts";
import { sampleVariance } from "./sample-variance.ts";

/**
 * How far fits of one network to the same radiographs, with seeds of their own, differ in one output, in logits.
 */
export interface FitSpread {
  /** Mean over radiographs of the variance over fits. */
  readonly variance: number;
  /**
   * What a radiograph's own variance over the fits counts against that mean, 0 to 1: three fits say little of one
   * radiograph, and how much they say is found out by predicting each fit from the others.
   */
  readonly weight: number;
  /** Of 100 fits that were predicted from the others, 95 lie within so many standard deviations. */
  readonly quantile: number;
}

/** Weights that are tried. */
const STEPS = 40;

const COVERED = 0.95;

/**
 * Learns from the logits of several fits, each of all radiographs that none of them was fitted to; null for a single
 * fit, or fits that do not differ.
 *
 * Each fit is predicted from the others: its logit is normal around their mean with the variance
 *
 *     ((1 - weight) variance + weight own) (1 + 1 / others)
 *
 * where `own` is the others' variance on that radiograph. The likeliest weight is taken; it is the moderated variance
 * of Smyth, Statistical Applications in Genetics and Molecular Biology 3(1), 2004, whose prior degrees of freedom
 * carry over from the others to all fits. The quantile is counted, not taken from a distribution.
 */
export function learnFitSpread(fits: readonly Values[]): FitSpread | null {
  const count = fits.length;
  const radiographs = fits[0]?.length ?? 0;
  if (count < 2 || radiographs === 0) return null;
  const rows = Array.from({ length: radiographs }, (_, row) =>
    fits.map((logits) => logits[row] as number),
  );
  const variance = rows.reduce((sum, row) => sum + sampleVariance(row), 0) / radiographs;
  if (!(variance > 0)) return null;
  const left = rows.flatMap((row) => row.map((logit, fit) => leaveOut(row, logit, fit)));
  const others = count - 1;
  const expected = (weight: number, own: number) =>
    ((1 - weight) * variance + weight * own) * (1 + 1 / others);
  let best = { weight: 0, loss: Number.POSITIVE_INFINITY };
  // A single other fit has no variance of its own.
  for (let step = 0; step <= (others > 1 ? STEPS : 0); step++) {
    const weight = step / STEPS;
    const loss = left.reduce((sum, { off, own }) => {
      const one = expected(weight, own);
      return sum + Math.log(one) + off ** 2 / one;
    }, 0);
    if (loss < best.loss) best = { weight, loss };
  }
  const distances = left
    .map(({ off, own }) => Math.abs(off) / Math.sqrt(expected(best.weight, own)))
    .sort((a, b) => a - b);
  return {
    variance,
    weight: weightOfAll(best.weight, count),
    quantile: distances[Math.ceil(COVERED * distances.length) - 1] as number,
  };
}

/** Half the width of the interval in which the mean of all conceivable fits lies around that of these. */
export function fitReach(
  { variance, weight, quantile }: FitSpread,
  spread: number,
  fits: number,
): number {
  return quantile * Math.sqrt(((1 - weight) * variance + weight * spread ** 2) / fits);
}

/** Of the others' weight the weight of all: degrees of freedom over themselves and the prior's. */
function weightOfAll(weight: number, count: number): number {
  if (weight === 0 || weight === 1) return weight;
  const prior = ((count - 2) * (1 - weight)) / weight;
  return (count - 1) / (count - 1 + prior);
}

function leaveOut(row: readonly number[], logit: number, fit: number) {
  const others = row.filter((_, index) => index !== fit);
  return {
    off: logit - others.reduce((sum, one) => sum + one, 0) / others.length,
    own: others.length > 1 ? sampleVariance(others) : 0,
  };
}
