import { Random } from "../src/random.ts";

/** Middle of some times. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** How many times faster one side is than the other, with a 95 percent interval over rounds. */
export interface Ratio {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2000;

/**
 * The geometric mean of the rounds' ratios, theirs / ours, with a bootstrap interval over the rounds. The
 * two times of a round were taken one after the other, so that a slow minute of the machine hits both.
 */
export function ratioOf(theirs: readonly number[], ours: readonly number[]): Ratio {
  const logs = theirs.map((time, round) => Math.log(time / (ours[round] ?? Number.NaN)));
  const random = Random.fromSeed(1);
  const means = Array.from({ length: RESAMPLES }, () =>
    mean(logs.map(() => logs[random.below(logs.length)] ?? Number.NaN)),
  ).sort((a, b) => a - b);
  const at = (share: number) => Math.exp(means[Math.round(share * (RESAMPLES - 1))] ?? Number.NaN);
  return { value: Math.exp(mean(logs)), low: at(0.025), high: at(0.975) };
}

/** A ratio as it stands in tables. */
export function showRatio({ value, low, high }: Ratio): string {
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
