import { quantile } from "../quantile.ts";

/** A 95 percent interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 97.5th percentile of the standard normal distribution. */
export const Z_95 = 1.959963984540054;

/**
 * Wilson's score interval for a share of `successes` among `trials`, null without trials.
 *
 *     (p + z²/2n ± z sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n)
 *
 * Wilson, JASA 22 (1927); recommended for few trials by Brown, Cai and DasGupta, Statistical Science 16
 * (2001). It treats the trials as independent.
 */
export function wilsonInterval(successes: number, trials: number): Interval | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const spread = Z_95 ** 2 / trials;
  const center = share + spread / 2;
  const reach = Z_95 * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials));
  return {
    low: successes === 0 ? 0 : (center - reach) / (1 + spread),
    high: successes === trials ? 1 : (center + reach) / (1 + spread),
  };
}

/**
 * From the 2.5th to the 97.5th percentile of bootstrap replicates, null without any.
 *
 * Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
 */
export function percentileInterval(replicates: Float64Array): Interval | null {
  if (replicates.length === 0) return null;
  const sorted = replicates.toSorted();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}
