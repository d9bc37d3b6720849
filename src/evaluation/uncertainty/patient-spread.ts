import type { Values } from "../cases.ts";
import { sampleVariance } from "./sample-variance.ts";

/** Fewer groups say nothing of a variance. */
const FEWEST_GROUPS = 3;

/**
 * The variance of an ensemble's logit had it learned from other patients, beyond what other seeds change, by the
 * delete-a-group jackknife (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 11): ensembles
 * that were fitted without one group of patients each score the same radiographs, of patients that none of them saw.
 *
 *     patients = mean over radiographs of (groups - 1)² / groups x (variance between ensembles - variance of seeds)
 *
 * A network is no smooth statistic, and few groups estimate a variance roughly: it is a size, not a measurement to
 * the digit. Null for fewer than three ensembles, or of single fits.
 *
 * @param logits of each group left out that was fitted, and of each fit, on the same radiographs.
 * @param groups into which patients were parted; not all need have been fitted.
 */
export function learnPatientSpread(
  logits: readonly (readonly Values[])[],
  groups: number,
): number | null {
  const fits = logits[0]?.length ?? 0;
  const radiographs = logits[0]?.[0]?.length ?? 0;
  if (logits.length < FEWEST_GROUPS || fits < 2 || radiographs === 0) return null;
  let sum = 0;
  for (let row = 0; row < radiographs; row++) {
    const of = logits.map((ensemble) => ensemble.map((fit) => fit[row] as number));
    const between = sampleVariance(of.map(meanOf));
    const seeds = meanOf(of.map(sampleVariance)) / fits;
    sum += between - seeds;
  }
  return Math.max(((groups - 1) ** 2 / groups) * (sum / radiographs), 0);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
