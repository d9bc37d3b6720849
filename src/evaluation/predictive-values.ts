import { knownCases, type Values } from "./cases.ts";
import { EvaluationError } from "./errors.ts";
import { type Share, shareOf } from "./share.ts";

/** What calling a radiograph positive from a threshold on means, counted. */
export interface Decisions {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
  /** Each null where nothing is to be counted. */
  readonly sensitivity: Share | null;
  readonly specificity: Share | null;
  /** Share of those called positive that have the finding. */
  readonly positivePredictiveValue: Share | null;
  /** Share of those called negative that lack it. */
  readonly negativePredictiveValue: Share | null;
  /** 2 TP / (2 TP + FP + FN); null without any positive, called or true. */
  readonly f1: number | null;
}

/** Counts what a threshold does: a radiograph is called positive if its score is at or above it. */
export function decisionsAt(threshold: number, scores: Values, labels: Values): Decisions {
  const { indices, positives, negatives } = knownCases(scores, labels);
  let [truePositives, falsePositives] = [0, 0];
  for (const index of indices) {
    if ((scores[index] as number) < threshold) continue;
    if (labels[index] === 1) truePositives++;
    else falsePositives++;
  }
  const falseNegatives = positives - truePositives;
  const trueNegatives = negatives - falsePositives;
  const f1Of = 2 * truePositives + falsePositives + falseNegatives;
  return {
    threshold,
    ...{ truePositives, falsePositives, trueNegatives, falseNegatives },
    sensitivity: shareOf(truePositives, positives),
    specificity: shareOf(trueNegatives, negatives),
    positivePredictiveValue: shareOf(truePositives, truePositives + falsePositives),
    negativePredictiveValue: shareOf(trueNegatives, trueNegatives + falseNegatives),
    f1: f1Of === 0 ? null : (2 * truePositives) / f1Of,
  };
}

/** Predictive values where the finding is as frequent as `prevalence`. */
export interface PredictiveValues {
  readonly prevalence: number;
  /** Null where nothing would be called positive. */
  readonly positive: number | null;
  /** Null where nothing would be called negative. */
  readonly negative: number | null;
}

/**
 * Predictive values at another prevalence, by Bayes' rule from sensitivity and specificity, which are taken to stay
 * the same (they do where only the share of the ill differs, not how ill they are):
 *
 *     PPV = se q / (se q + (1 - sp) (1 - q)),  NPV = sp (1 - q) / (sp (1 - q) + (1 - se) q)
 *
 * Altman and Bland, "Diagnostic tests 2: predictive values", BMJ 309 (1994).
 *
 * @throws EvaluationError `SETTING_INVALID` for shares outside 0 to 1.
 */
export function predictiveValuesAt(
  prevalence: number,
  sensitivity: number,
  specificity: number,
): PredictiveValues {
  for (const [name, share] of Object.entries({ prevalence, sensitivity, specificity })) {
    if (share >= 0 && share <= 1) continue;
    throw new EvaluationError("SETTING_INVALID", `${name} ${share}: give a share from 0 to 1.`, {
      name,
      share,
    });
  }
  const truePositive = sensitivity * prevalence;
  const falsePositive = (1 - specificity) * (1 - prevalence);
  const trueNegative = specificity * (1 - prevalence);
  const falseNegative = (1 - sensitivity) * prevalence;
  const share = (part: number, rest: number) => (part + rest === 0 ? null : part / (part + rest));
  return {
    prevalence,
    positive: share(truePositive, falsePositive),
    negative: share(trueNegative, falseNegative),
  };
}
