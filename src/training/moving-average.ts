import { refuseOtherLength } from "./same-length.ts";

/**
 * Moves an exponential moving average of weights one step, in place: average += (1 - d) (weights - average),
 * with d the decay of this step, see `decayAfter`.
 *
 * The average starts as a copy of the initial weights; it and the number of `updates` before this one are all
 * its state. Its weights do better than the last ones because they average out the noise of the steps. Polyak
 * and Juditsky, SIAM J. Control Optim. 30(4), 1992; with decay, as in Szegedy et al., CVPR 2016, section 8.
 *
 * `decay` is 0 (the weights themselves) to below 1. Throws `TRAINING_MISUSE` where the lengths differ.
 */
export function followAverage(
  average: Float32Array,
  weights: Float32Array,
  decay: number,
  updates: number,
): void {
  refuseOtherLength("moving average", average, weights);
  const share = 1 - decayAfter(updates, decay);
  for (let i = 0; i < average.length; i++) {
    const old = average[i] as number;
    average[i] = old + share * ((weights[i] as number) - old);
  }
}

/**
 * The decay after so many updates: min(decay, (1 + t) / (10 + t)), so that an average that has just begun
 * forgets the initial weights in a few steps and not in 1 / (1 - decay). TensorFlow's
 * ExponentialMovingAverage with `num_updates`.
 */
export function decayAfter(updates: number, decay: number): number {
  return Math.min(decay, (1 + updates) / (10 + updates));
}
