import { EvaluationError } from "./errors.ts";

/**
 * The probability that a finding has where it is rarer or more frequent than where the model was calibrated: the
 * odds change as the odds of the prevalence do,
 *
 *     p' / (1 - p') = p / (1 - p) * q' / (1 - q') * (1 - q) / q
 *
 * if radiographs with the finding look the same in both places, and those without too (label shift). Saerens,
 * Latinne and Decaestecker, Neural Computation 14 (2002), equation 2.4.
 *
 * @param probability calibrated at the prevalence `from`, 0 to 1.
 * @throws EvaluationError `SETTING_INVALID` for a prevalence that is not between 0 and 1, `PROBABILITY_INVALID`.
 */
export function atPrevalence(probability: number, from: number, to: number): number {
  for (const prevalence of [from, to]) refusePrevalence(prevalence);
  if (!(probability >= 0 && probability <= 1))
    throw new EvaluationError(
      "PROBABILITY_INVALID",
      `probability ${probability}: give one from 0 to 1; calibrate logits first.`,
      { probability },
    );
  const present = probability * to * (1 - from);
  const absent = (1 - probability) * (1 - to) * from;
  return present / (present + absent);
}

function refusePrevalence(prevalence: number): void {
  if (prevalence > 0 && prevalence < 1) return;
  throw new EvaluationError(
    "SETTING_INVALID",
    `prevalence ${prevalence}: give a share between 0 and 1, without the two; where nobody has a finding nothing is to be said of it.`,
    { prevalence },
  );
}
