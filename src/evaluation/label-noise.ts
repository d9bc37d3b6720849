import { knownCases, type Values } from "./cases.ts";
import { EvaluationError } from "./errors.ts";

/** A label that may be wrong. */
export interface SuspectLabel {
  /** Of the case among those given. */
  readonly index: number;
  /** What the label says. */
  readonly given: 0 | 1;
  /** What predictions say: the probability of "present". */
  readonly probability: number;
  /** Estimated probability that the label is wrong, 0 to 1. */
  readonly wrong: number;
}

/** What predictions that did not learn from a case say about one finding's labels. */
export interface LabelNoise {
  readonly present: number;
  readonly absent: number;
  /** Estimated share of the labels "present" that should say absent, 0 to 1. */
  readonly wrongAmongPresent: number;
  /** Estimated share of the labels "absent" that should say present. */
  readonly wrongAmongAbsent: number;
  /** All known labels, the one most likely wrong first. */
  readonly ranked: readonly SuspectLabel[];
}

/** Fewer labels of a kind say nothing about how the others are wrong. */
const ENOUGH = 20;

/** Equal probabilities reach their mean, however its sum was rounded. */
const ROUNDING = 1e-9;

/**
 * Estimates how noisy a finding's labels are and ranks them by how likely each is wrong; null where fewer than
 * 20 labels say present, or absent.
 *
 * Confident learning (Northcutt, Jiang and Chuang, JAIR 70, 2021) for one finding: a case counts as confidently
 * present where its probability p reaches the mean p of the cases labelled present, as confidently absent where
 * 1 - p reaches the mean of those labelled absent, as the likelier of both where both hold. Counts by label,
 * scaled to the number of labels of each kind (its equation 3), give the joint distribution of given and true
 * labels, and with it how often a true label is turned round: a = P(given present | truly absent) and
 * b = P(given absent | truly present).
 *
 * By Bayes' rule, with p for the probability of truly present, a label is wrong with the odds
 *
 *     a (1 - p) / ((1 - b) p)  if it says present,  b p / ((1 - a) (1 - p))  if it says absent,
 *
 * which puts both kinds of error on one scale, also where a finding is rare. Cases that are hard to tell look like
 * wrong labels to it: the worse the predictions rank, the more the noise is overestimated, the ranking less so.
 *
 * @param probabilities calibrated, 0 to 1, of cases that the model did not learn from.
 * @param labels 1 present, 0 absent, NaN unknown (left out).
 * @throws EvaluationError `PROBABILITY_INVALID`, `LENGTH_MISMATCH`, `LABEL_INVALID`, `SCORE_INVALID`.
 */
export function labelNoise(probabilities: Values, labels: Values): LabelNoise | null {
  const { indices, positives, negatives } = knownCases(probabilities, labels);
  for (const index of indices) refuseProbability(probabilities[index] as number, index);
  if (positives < ENOUGH || negatives < ENOUGH) return null;
  const joint = jointOf(probabilities, labels, indices, { positives, negatives });
  const a = shareOf(joint.absentCalledPresent, joint.absentCalledAbsent);
  const b = shareOf(joint.presentCalledAbsent, joint.presentCalledPresent);
  const ranked = Array.from(indices, (index): SuspectLabel => {
    const given = labels[index] === 1 ? 1 : 0;
    const probability = probabilities[index] as number;
    const wrong =
      given === 1
        ? shareOf(a * (1 - probability), (1 - b) * probability)
        : shareOf(b * probability, (1 - a) * (1 - probability));
    return { index, given, probability, wrong };
  }).sort((one, other) => other.wrong - one.wrong);
  return {
    present: positives,
    absent: negatives,
    wrongAmongPresent: joint.absentCalledPresent / positives,
    wrongAmongAbsent: joint.presentCalledAbsent / negatives,
    ranked,
  };
}

/** Numbers of cases by what they truly are and what they are called; each pair sums to the labels given. */
interface Joint {
  readonly presentCalledPresent: number;
  readonly absentCalledPresent: number;
  readonly presentCalledAbsent: number;
  readonly absentCalledAbsent: number;
}

function jointOf(
  probabilities: Values,
  labels: Values,
  indices: Uint32Array,
  { positives, negatives }: { readonly positives: number; readonly negatives: number },
): Joint {
  let [sumOfPresent, sumOfAbsent] = [0, 0];
  for (const index of indices) {
    const probability = probabilities[index] as number;
    if (labels[index] === 1) sumOfPresent += probability;
    else sumOfAbsent += 1 - probability;
  }
  const [presentFrom, absentFrom] = [
    sumOfPresent / positives - ROUNDING,
    sumOfAbsent / negatives - ROUNDING,
  ];
  // [labelled][truly], both absent first.
  const counts: [[number, number], [number, number]] = [
    [0, 0],
    [0, 0],
  ];
  for (const index of indices) {
    const probability = probabilities[index] as number;
    const [isPresent, isAbsent] = [probability >= presentFrom, 1 - probability >= absentFrom];
    if (!isPresent && !isAbsent) continue;
    const truly = isPresent && (!isAbsent || probability >= 0.5) ? 1 : 0;
    counts[labels[index] === 1 ? 1 : 0][truly]++;
  }
  const [[absentCalledAbsent, presentCalledAbsent], [absentCalledPresent, presentCalledPresent]] =
    counts;
  const ofAbsent = negatives / Math.max(absentCalledAbsent + presentCalledAbsent, 1);
  const ofPresent = positives / Math.max(absentCalledPresent + presentCalledPresent, 1);
  return {
    presentCalledPresent: presentCalledPresent * ofPresent,
    absentCalledPresent: absentCalledPresent * ofPresent,
    presentCalledAbsent: presentCalledAbsent * ofAbsent,
    absentCalledAbsent: absentCalledAbsent * ofAbsent,
  };
}

/** The share of the first in both; 0 of nothing. */
function shareOf(part: number, rest: number): number {
  return part === 0 ? 0 : part / (part + rest);
}

function refuseProbability(probability: number, index: number): void {
  if (probability >= 0 && probability <= 1) return;
  throw new EvaluationError(
    "PROBABILITY_INVALID",
    `probability ${probability} of case ${index}: a probability is between 0 and 1; calibrate logits first.`,
    { probability, index },
  );
}
