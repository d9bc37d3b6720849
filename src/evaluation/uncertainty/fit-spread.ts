import type { Values } from "../cases.ts";

/**
 * How far networks that learned the same task differ in one output, in logits.
 *
 * A radiograph's own spread is the standard deviation of its logit over masks of dropout (Gal and Ghahramani,
 * ICML 2016), which tells better than a few fits can on which radiographs fits differ more.
 */
export interface FitSpread {
  /** Of one fit from another with another seed: the variance on a radiograph of usual spread. */
  readonly variance: number;
  /**
   * Of the mean of the fits, had they learned from other patients: the same, beyond what seeds explain; null where
   * that was not measured. It is told, and in no interval: one size for all radiographs, it would make most findings
   * borderline and say of none which (docs/uncertainty.md).
   */
  readonly patients: number | null;
  /** What a radiograph's own spread counts against all radiographs being alike, 0 to 1. */
  readonly weight: number;
  /** Root mean square of the spread over radiographs. */
  readonly usual: number;
  /** Of 100 fits that were predicted from the others, 95 lie within so many standard deviations. */
  readonly quantile: number;
}

/** Weights that are tried. */
const STEPS = 40;

const COVERED = 0.95;

/** One fit's distance from the mean of the others, and what their squared spread says of the radiograph. */
interface LeftOut {
  readonly off: number;
  readonly own: number;
}

/**
 * Learns from several fits' logits of radiographs that none of them was fitted to, and from the spread that each fit
 * states of each; null for a single fit, or fits that do not differ.
 *
 * Each fit is predicted from the others: its logit is normal around their mean with the variance
 *
 *     variance ((1 - weight) + weight own / usual²) (1 + 1 / others)
 *
 * where `own` is the mean of the others' squared spreads on that radiograph. The likeliest weight and variance are
 * taken; the quantile is counted, not taken from a distribution.
 *
 * @param spreads of each fit, in the order of `logits`; null where the network has no dropout: weight is 0 then.
 */
export function learnFitSpread(
  logits: readonly Values[],
  spreads: readonly Values[] | null,
): Omit<FitSpread, "patients"> | null {
  const radiographs = logits[0]?.length ?? 0;
  if (logits.length < 2 || radiographs === 0) return null;
  const usual = spreads === null ? 0 : rootMeanSquare(spreads);
  const left = Array.from({ length: radiographs }, (_, row) =>
    logits.map((_, fit) => leaveOut(logits, usual > 0 ? spreads : null, row, fit)),
  ).flat();
  const more = 1 + 1 / (logits.length - 1);
  const shapeOf = (weight: number, own: number) =>
    usual > 0 ? 1 - weight + (weight * own) / usual ** 2 : 1;
  let best = { weight: 0, variance: 0, loss: Number.POSITIVE_INFINITY };
  for (let step = 0; step < (usual > 0 ? STEPS : 1); step++) {
    const weight = step / STEPS;
    const variance = meanOf(left.map(({ off, own }) => off ** 2 / (shapeOf(weight, own) * more)));
    const loss = meanOf(left.map(({ own }) => Math.log(shapeOf(weight, own) * variance)));
    if (loss < best.loss) best = { weight, variance, loss };
  }
  const { weight, variance } = best;
  if (!(variance > 0)) return null;
  const distances = left
    .map(({ off, own }) => Math.abs(off) / Math.sqrt(variance * shapeOf(weight, own) * more))
    .sort((a, b) => a - b);
  return {
    variance,
    weight,
    usual,
    quantile: distances[Math.ceil(COVERED * distances.length) - 1] as number,
  };
}

/**
 * Half the width of the interval in which the mean of all conceivable fits lies around that of these.
 *
 * @param spread of the radiograph; null where the network states none: it counts as usual.
 */
export function fitReach(
  { variance, weight, usual, quantile }: FitSpread,
  spread: number | null,
  fits: number,
): number {
  const own = spread === null || usual === 0 ? 1 : (spread / usual) ** 2;
  const shape = 1 - weight + weight * own;
  return quantile * Math.sqrt((shape * variance) / fits);
}

function leaveOut(
  logits: readonly Values[],
  spreads: readonly Values[] | null,
  row: number,
  fit: number,
): LeftOut {
  const others = [...logits.keys()].filter((index) => index !== fit);
  return {
    off: (logits[fit]?.[row] as number) - meanOf(others.map((one) => logits[one]?.[row] as number)),
    own: spreads === null ? 0 : meanOf(others.map((one) => (spreads[one]?.[row] as number) ** 2)),
  };
}

function rootMeanSquare(columns: readonly Values[]): number {
  return Math.sqrt(meanOf(columns.map((column) => meanOf(Array.from(column, (one) => one ** 2)))));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
