import type { ScoredFinding } from "./bootstrap.ts";
import { EvaluationError } from "./errors.ts";
import { type Interval, Z_95 } from "./interval.ts";
import { standardNormalTail } from "./normal-tail.ts";
import { rankCases } from "./ranking.ts";
import type { PatientIndex } from "./resample.ts";

/** An AUROC with its standard error, radiographs of one patient taken as dependent. */
export interface ClusteredAuroc {
  readonly value: number;
  readonly standardError: number;
  /** 95 percent, by the normal distribution on the logit scale, so that it stays within 0 and 1. */
  readonly interval: Interval;
}

/** How far two models' AUROCs on the same radiographs lie apart. */
export interface ClusteredDifference {
  readonly first: number;
  readonly second: number;
  readonly difference: number;
  readonly standardError: number;
  /** 95 percent, of the difference. */
  readonly interval: Interval;
  /** Two-sided, of no difference; 1 where the two never differ. */
  readonly pValue: number;
}

/**
 * The standard error of an AUROC from radiographs of which several may be of one patient. Null with one class
 * only, or where fewer than two patients have the finding, or lack it.
 *
 * With V the placement values of DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988): V10 of a positive is the
 * share of negatives that score lower, V01 of a negative the share of positives that score higher, ties half. Sums
 * of a patient's values less what their number would give on average are the patient's contribution; M positives
 * and N negatives, I patients, of whom I10 have a positive and I01 a negative:
 *
 *     var = S10 / M + S01 / N + 2 S11 / (M N)
 *     S10 = I10 / ((I10 - 1) M) sum (V10. - m A)²,  S01 = I01 / ((I01 - 1) N) sum (V01. - n A)²
 *     S11 = I / (I - 1) sum (V10. - m A) (V01. - n A)
 *
 * Obuchowski, Biometrics 53 (1997), 567-578. With one radiograph for each patient it is DeLong's.
 *
 * @throws EvaluationError `LENGTH_MISMATCH`, `LABEL_INVALID`, `SCORE_INVALID`.
 */
export function clusteredAuroc(
  finding: ScoredFinding,
  patientIds: readonly string[],
): ClusteredAuroc | null {
  const patients = patientsOf(finding, patientIds);
  const sums = contributions(finding, patients);
  if (sums === null) return null;
  const standardError = Math.sqrt(covariance(sums, sums));
  return { value: sums.auroc, standardError, interval: logitInterval(sums.auroc, standardError) };
}

/**
 * Compares two models on the same radiographs of a finding; null where `clusteredAuroc` is null for one of them.
 * The covariance of the two AUROCs is Obuchowski's, as the variance above with one factor of each model.
 *
 * @throws EvaluationError as `clusteredAuroc`, and `LABEL_INVALID` where the two have other labels.
 */
export function compareClusteredAuroc(
  first: ScoredFinding,
  second: ScoredFinding,
  patientIds: readonly string[],
): ClusteredDifference | null {
  refuseOtherLabels(first, second);
  const patients = patientsOf(first, patientIds);
  const [one, other] = [contributions(first, patients), contributions(second, patients)];
  if (one === null || other === null) return null;
  const variance = covariance(one, one) + covariance(other, other) - 2 * covariance(one, other);
  // Rounding can leave a hair of variance, or less than none, between models that never differ.
  const standardError = Math.sqrt(Math.max(variance, 0));
  const difference = one.auroc - other.auroc;
  const reach = Z_95 * standardError;
  return {
    first: one.auroc,
    second: other.auroc,
    difference,
    standardError,
    interval: { low: difference - reach, high: difference + reach },
    pValue:
      difference === 0
        ? 1
        : Math.min(2 * standardNormalTail(Math.abs(difference) / standardError), 1),
  };
}

/** What each patient adds to the deviation of an AUROC from its expectation. */
interface Contributions {
  readonly auroc: number;
  readonly positives: number;
  readonly negatives: number;
  readonly patientsWithPositive: number;
  readonly patientsWithNegative: number;
  readonly ofPositives: Float64Array;
  readonly ofNegatives: Float64Array;
}

function contributions(
  { scores, labels }: ScoredFinding,
  { ofCase, patients }: PatientIndex,
): Contributions | null {
  const { order, positive, tieEnds, positives, negatives } = rankCases(scores, labels);
  if (positives === 0 || negatives === 0) return null;
  const [ofPositives, ofNegatives] = [new Float64Array(patients), new Float64Array(patients)];
  const counts = { positive: new Uint32Array(patients), negative: new Uint32Array(patients) };
  let [rank, positivesBelow, negativesBelow, won] = [0, 0, 0, 0];
  for (const end of tieEnds) {
    let tiedPositives = 0;
    for (let tied = rank; tied < end; tied++) tiedPositives += positive[tied] as number;
    const tiedNegatives = end - rank - tiedPositives;
    const beaten = (negativesBelow + tiedNegatives / 2) / negatives;
    const beating = (positives - positivesBelow - tiedPositives / 2) / positives;
    for (; rank < end; rank++) {
      const patient = ofCase[order[rank] as number] as number;
      if (positive[rank] === 1) {
        ofPositives[patient] = (ofPositives[patient] as number) + beaten;
        counts.positive[patient] = (counts.positive[patient] as number) + 1;
      } else {
        ofNegatives[patient] = (ofNegatives[patient] as number) + beating;
        counts.negative[patient] = (counts.negative[patient] as number) + 1;
      }
    }
    won += tiedPositives * beaten;
    positivesBelow += tiedPositives;
    negativesBelow += tiedNegatives;
  }
  const auroc = won / positives;
  for (let patient = 0; patient < patients; patient++) {
    ofPositives[patient] =
      (ofPositives[patient] as number) - (counts.positive[patient] as number) * auroc;
    ofNegatives[patient] =
      (ofNegatives[patient] as number) - (counts.negative[patient] as number) * auroc;
  }
  const having = (of: Uint32Array) => of.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0);
  const [patientsWithPositive, patientsWithNegative] = [
    having(counts.positive),
    having(counts.negative),
  ];
  if (patientsWithPositive < 2 || patientsWithNegative < 2) return null;
  return {
    ...{ auroc, positives, negatives, patientsWithPositive, patientsWithNegative },
    ...{ ofPositives, ofNegatives },
  };
}

/** Of two AUROCs on the same radiographs; of one with itself, its variance. */
function covariance(one: Contributions, other: Contributions): number {
  const { positives, negatives, patientsWithPositive, patientsWithNegative } = one;
  let [positive, negative, mixed] = [0, 0, 0];
  const patients = one.ofPositives.length;
  for (let patient = 0; patient < patients; patient++) {
    const [p1, p2] = [one.ofPositives[patient] as number, other.ofPositives[patient] as number];
    const [n1, n2] = [one.ofNegatives[patient] as number, other.ofNegatives[patient] as number];
    positive += p1 * p2;
    negative += n1 * n2;
    mixed += p1 * n2 + p2 * n1;
  }
  const unbiased = (count: number) => count / (count - 1);
  return (
    (unbiased(patientsWithPositive) * positive) / positives ** 2 +
    (unbiased(patientsWithNegative) * negative) / negatives ** 2 +
    (unbiased(patients) * mixed) / (positives * negatives)
  );
}

/** By the delta method: se of ln(A / (1 - A)) is se / (A (1 - A)). A perfect ranking has no error to speak of. */
function logitInterval(value: number, standardError: number): Interval {
  if (value <= 0 || value >= 1) return { low: value, high: value };
  const logit = Math.log(value / (1 - value));
  const reach = (Z_95 * standardError) / (value * (1 - value));
  const at = (z: number) => 1 / (1 + Math.exp(-z));
  return { low: at(logit - reach), high: at(logit + reach) };
}

/** Only patients with a known label take part. */
function patientsOf({ labels }: ScoredFinding, patientIds: readonly string[]): PatientIndex {
  if (labels.length !== patientIds.length)
    throw new EvaluationError(
      "LENGTH_MISMATCH",
      `${patientIds.length} patients but ${labels.length} labels: give one of each for every radiograph.`,
      { patients: patientIds.length, labels: labels.length },
    );
  const known = patientIds.filter((_, index) => !Number.isNaN(labels[index] as number));
  const numbers = new Map([...new Set(known)].map((patient, number) => [patient, number]));
  return {
    ofCase: Uint32Array.from(patientIds, (patient) => numbers.get(patient) ?? 0),
    patients: numbers.size,
  };
}

function refuseOtherLabels(first: ScoredFinding, second: ScoredFinding): void {
  const differs = Array.from(first.labels).findIndex(
    (label, index) => !Object.is(label, second.labels[index]),
  );
  if (differs < 0 && first.labels.length === second.labels.length) return;
  throw new EvaluationError(
    "LABEL_INVALID",
    `case ${Math.max(differs, 0)}: the two models are compared by different labels. Compare them on the same radiographs.`,
    { index: differs },
  );
}
