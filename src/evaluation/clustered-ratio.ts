import type { Values } from "./cases.ts";
import { type Interval, wilsonInterval, Z_95 } from "./interval.ts";
import type { Share } from "./share.ts";

/** A ratio of two sums over radiographs, with its standard error by patient. */
export interface ClusteredRatio {
  readonly value: number;
  /** Null with fewer than two patients. */
  readonly standardError: number | null;
  readonly patients: number;
}

/**
 * Sum of numerators over sum of denominators, null of nothing. Its standard error is that of a ratio of sums over
 * patients, by linearization:
 *
 *     SE² = m / (m - 1) * sum over patients of (x_i - R n_i)² / (sum of n_i)²
 *
 * Cochran, "Sampling Techniques" (1977), chapter 6.
 *
 * @param patientIds the patient of each radiograph.
 */
export function clusteredRatio(
  numerators: Values,
  denominators: Values,
  patientIds: readonly string[],
): ClusteredRatio | null {
  const sums = new Map<string, { x: number; n: number }>();
  let [numerator, denominator] = [0, 0];
  for (const [row, patientId] of patientIds.entries()) {
    const sum = sums.get(patientId) ?? { x: 0, n: 0 };
    sum.x += numerators[row] as number;
    sum.n += denominators[row] as number;
    sums.set(patientId, sum);
    numerator += numerators[row] as number;
    denominator += denominators[row] as number;
  }
  if (denominator === 0) return null;
  const value = numerator / denominator;
  const patients = sums.size;
  let squares = 0;
  for (const { x, n } of sums.values()) squares += (x - value * n) ** 2;
  const standardError =
    patients < 2 ? null : Math.sqrt((patients / (patients - 1)) * squares) / denominator;
  return { value, standardError, patients };
}

/** A share of radiographs whose interval holds for dependent radiographs of one patient. */
export interface ClusteredShare extends Share {
  /** By how much the variance is larger than that of as many independent radiographs; 1 or more. */
  readonly designEffect: number;
}

/**
 * The share of radiographs that are correct, with Wilson's 95 percent interval for as many independent radiographs as
 * they are worth: n / design effect (Rao and Scott, Biometrics 48, 1992). Null of nothing.
 *
 * Where all are correct or none is, the radiographs do not tell how alike those of one patient are: each patient then
 * counts once.
 *
 * @param correct 1 or 0 for each radiograph.
 */
export function clusteredShare(
  correct: Values,
  patientIds: readonly string[],
): ClusteredShare | null {
  const of = patientIds.length;
  const ratio = clusteredRatio(correct, new Float64Array(of).fill(1), patientIds);
  if (ratio === null) return null;
  const { value, standardError, patients } = ratio;
  const binomial = (value * (1 - value)) / of;
  const designEffect =
    standardError === null || binomial === 0
      ? of / patients
      : Math.max(1, standardError ** 2 / binomial);
  const hits = Math.round(value * of);
  const interval = wilsonInterval(hits / designEffect, of / designEffect);
  return interval && { value, correct: hits, of, interval, designEffect };
}

/** How many times more radiographs show a finding than a calibration says there should be. */
export interface ObservedToExpected {
  readonly value: number;
  /** 95 percent, on the logarithmic scale; null where nothing was observed or fewer than two patients are there. */
  readonly interval: Interval | null;
  /** Of its natural logarithm. */
  readonly standardError: number | null;
}

/** Observed positives over the sum of probabilities; 1 is calibrated in the large. Null without radiographs. */
export function observedToExpected(
  probabilities: Values,
  labels: Values,
  patientIds: readonly string[],
): ObservedToExpected | null {
  const ratio = clusteredRatio(labels, probabilities, patientIds);
  if (ratio === null) return null;
  const { value, standardError } = ratio;
  if (value === 0 || standardError === null) return { value, interval: null, standardError: null };
  const ofLogarithm = standardError / value;
  const reach = Math.exp(Z_95 * ofLogarithm);
  return {
    value,
    interval: { low: value / reach, high: value * reach },
    standardError: ofLogarithm,
  };
}
