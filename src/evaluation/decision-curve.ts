import { knownCases, type Values } from "./cases.ts";
import { EvaluationError } from "./errors.ts";

/** What acting on a model is worth at a threshold probability, beside acting on everybody and on nobody (0). */
export interface NetBenefit {
  /** The probability from which on somebody would act: it says how many needless actions a found case is worth. */
  readonly threshold: number;
  readonly model: number;
  readonly all: number;
}

/** From 1 to 50 percent: beyond that, findings of a radiograph are no reason to wait. */
const THRESHOLDS = Array.from({ length: 50 }, (_, index) => (index + 1) / 100);

/**
 * A decision curve: net benefit in true positives per radiograph,
 *
 *     TP / n - FP / n * t / (1 - t)
 *
 * at threshold probabilities t, of acting where the probability is t or more, and of acting always. A model is of
 * use at a threshold where it is above both acting always and 0. Empty where no label is known.
 *
 * Vickers and Elkin, Medical Decision Making 26 (2006), 565-574. Calibration matters: on logits it says nothing.
 *
 * @throws EvaluationError `SETTING_INVALID` for a threshold of 0 or less, or of 1 or more.
 */
export function decisionCurve(
  probabilities: Values,
  labels: Values,
  thresholds: readonly number[] = THRESHOLDS,
): NetBenefit[] {
  const { indices, positives, negatives } = knownCases(probabilities, labels);
  const all = indices.length;
  if (all === 0) return [];
  return thresholds.map((threshold) => {
    refuseThreshold(threshold);
    const odds = threshold / (1 - threshold);
    let [truePositives, falsePositives] = [0, 0];
    for (const index of indices) {
      if ((probabilities[index] as number) < threshold) continue;
      if (labels[index] === 1) truePositives++;
      else falsePositives++;
    }
    return {
      threshold,
      model: (truePositives - falsePositives * odds) / all,
      all: (positives - negatives * odds) / all,
    };
  });
}

function refuseThreshold(threshold: number): void {
  if (threshold > 0 && threshold < 1) return;
  throw new EvaluationError(
    "SETTING_INVALID",
    `threshold probability ${threshold}: give a number between 0 and 1, without the two.`,
    { threshold },
  );
}
