import { TrainingError } from "./errors.ts";
import { refuseOtherLength } from "./same-length.ts";

/**
 * The mean of several networks' weights, one flat array each, summed in float64.
 *
 * Of one run's late epochs: stochastic weight averaging, Izmailov et al., UAI 2018. Of several runs from the
 * same initial weights: a uniform model soup, Wortsman et al., ICML 2022; runs from different random weights
 * can't be averaged. Statistics of batch normalization belong to the weights that they were measured with: see
 * whether measuring them anew for the mean helps (Izmailov et al., section 3.1).
 *
 * Throws `TRAINING_MISUSE` where there are none or their lengths differ.
 */
export function meanWeights(networks: readonly Float32Array[]): Float32Array {
  const [first] = networks;
  if (first === undefined) {
    throw new TrainingError("TRAINING_MISUSE", "There are no weights to average.", {});
  }
  const sum = new Float64Array(first.length);
  for (const weights of networks) {
    refuseOtherLength("average", first, weights);
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (weights[i] as number);
  }
  return Float32Array.from(sum, (total) => total / networks.length);
}
