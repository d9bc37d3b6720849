import { knownCases, type Values } from "./cases.ts";
import { sigmoid } from "./sigmoid.ts";

/** Temperatures beyond these are those of data that a temperature can't help. */
const [COLDEST, HOTTEST] = [0.05, 20];

/**
 * The temperature T that makes sigmoid(logit / T) likeliest; null where one class is missing. Above 1 the network
 * was too sure. It can't correct a probability that is too high or too low on the whole: Platt scaling can.
 *
 * Guo et al., "On calibration of modern neural networks", ICML 2017, section 4. The negative log-likelihood is convex
 * in 1 / T, so its derivative, sum (sigmoid(z / T) - y) z, is bisected.
 */
export function fitTemperature(logits: Values, labels: Values): number | null {
  const { indices, positives, negatives } = knownCases(logits, labels);
  if (positives === 0 || negatives === 0) return null;
  const slopeAt = (inverse: number) => {
    let sum = 0;
    for (const index of indices) {
      const logit = logits[index] as number;
      sum += (sigmoid(inverse * logit) - (labels[index] as number)) * logit;
    }
    return sum;
  };
  let [low, high] = [1 / HOTTEST, 1 / COLDEST];
  if (slopeAt(low) >= 0) return HOTTEST;
  if (slopeAt(high) <= 0) return COLDEST;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (slopeAt(middle) < 0) low = middle;
    else high = middle;
    if (middle === low && middle === high) break;
  }
  return 2 / (low + high);
}
