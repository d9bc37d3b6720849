import type { Values } from "../cases.ts";
import type { ClusteredShare, ObservedToExpected } from "../clustered-ratio.ts";
import { type Interval, wilsonInterval, Z_95 } from "../interval.ts";

/** One question that the cases must answer sharply enough. */
export interface CaseNeed {
  readonly figure: "sensitivity" | "specificity" | "observed to expected";
  /** Null where nothing could be counted. */
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly enough: boolean;
  /** What counts for it: positives for sensitivity and observed to expected, negatives for specificity. */
  readonly cases: number;
  /** How many of them are needed, about; those there are, where they are enough. */
  readonly needed: number;
}

/** How sharp is sharp enough. */
export interface Sharpness {
  /** The widest that the 95 percent intervals of sensitivity and specificity may be. */
  readonly width: number;
  /** The interval of observed to expected positives may reach from 1 / factor to factor around its value. */
  readonly factor: number;
}

/** About 10 percentage points up and down, and half as many again more or fewer: our choice, docs/calibration.md says why. */
export const SHARP_ENOUGH: Sharpness = { width: 0.2, factor: 1.5 };

/**
 * Whether a share's interval is narrow enough, and how many cases it takes: as many as make Wilson's interval so
 * narrow, times the design effect (Buderer, Academic Emergency Medicine 3, 1996, with Wilson's interval instead of
 * Wald's). It plans with the share drawn a little towards one half (Agresti and Coull 1998), because few cases that
 * are all correct do not promise that more will be.
 *
 * @param share null where nothing could be counted.
 * @param cases positives for sensitivity, negatives for specificity.
 */
export function needOfShare(
  figure: "sensitivity" | "specificity",
  share: ClusteredShare | null,
  cases: number,
  { width }: Sharpness,
): CaseNeed {
  const designEffect = share?.designEffect ?? 1;
  const independent = (share?.of ?? 0) / designEffect;
  const hits = (share?.value ?? 0) * independent;
  const planned = (hits + Z_95 ** 2 / 2) / (independent + Z_95 ** 2);
  const enough = share !== null && share.interval.high - share.interval.low <= width;
  const needed = Math.ceil(designEffect * casesForWidth(planned, width));
  return {
    figure,
    value: share?.value ?? null,
    interval: share?.interval ?? null,
    enough,
    cases,
    needed: enough ? cases : Math.max(needed, share === null ? 0 : cases + 1),
  };
}

/**
 * Whether observed to expected is sharp enough, and how many positives it takes. The standard error of its logarithm
 * falls with the root of their number; without any observed it is about 1 / root (Riley et al., Statistics in
 * Medicine 40, 2021: root of (1 - prevalence) / positives).
 */
export function needOfObserved(
  observed: ObservedToExpected | null,
  positives: number,
  { factor }: Sharpness,
): CaseNeed {
  const target = Math.log(factor) / Z_95;
  const { standardError = null } = observed ?? {};
  const enough = standardError !== null && standardError <= target;
  const needed =
    standardError === null ? 1 / target ** 2 : positives * (standardError / target) ** 2;
  return {
    figure: "observed to expected",
    value: observed?.value ?? null,
    interval: observed?.interval ?? null,
    enough,
    cases: positives,
    needed: enough ? positives : Math.max(Math.ceil(needed), positives + 1),
  };
}

/** Radiographs that Riley et al. ask for: more than is needed to use a model, as many as to publish a validation. */
export interface StrictNeed {
  /** For an interval of observed to expected of width 0.2; null where nothing was observed. */
  readonly observedToExpected: number | null;
  /** For an interval of the calibration slope of width 0.2; null where all probabilities are equal. */
  readonly slope: number | null;
}

/** An interval of width 0.2 has this standard error. */
const STRICT = 0.2 / (2 * Z_95);

/**
 * Riley, Debray, Collins et al., "Minimum sample size for external validation of a clinical prediction model with a
 * binary outcome", Statistics in Medicine 40 (2021), 4230-4251: with L the logit of a probability p and the means
 * I_a of p(1 - p), I_ab of L p(1 - p), I_b of L² p(1 - p), the slope needs I_a / (SE² (I_a I_b - I_ab²)) radiographs,
 * if the calibration is right. The need for observed to expected is scaled from what was measured here by patient.
 */
export function strictNeed(probabilities: Values, observed: ObservedToExpected | null): StrictNeed {
  const count = probabilities.length;
  let [ia, iab, ib] = [0, 0, 0];
  for (let row = 0; row < count; row++) {
    const p = probabilities[row] as number;
    const logit = Math.log(p / (1 - p));
    const information = p * (1 - p);
    if (!Number.isFinite(logit)) continue;
    ia += information / count;
    iab += (information * logit) / count;
    ib += (information * logit ** 2) / count;
  }
  const spread = ia * ib - iab ** 2;
  const standardError = observed?.standardError ?? null;
  return {
    observedToExpected:
      standardError === null ? null : Math.ceil(count * (standardError / STRICT) ** 2),
    slope: spread > 1e-12 * ia * ib ? Math.ceil(ia / (STRICT ** 2 * spread)) : null,
  };
}

/** The fewest cases that make Wilson's interval of a share no wider. */
function casesForWidth(share: number, width: number): number {
  const isNarrow = (cases: number) => {
    const interval = wilsonInterval(share * cases, cases);
    return interval !== null && interval.high - interval.low <= width;
  };
  let high = 1;
  while (!isNarrow(high)) high *= 2;
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isNarrow(middle)) high = middle;
    else low = middle;
  }
  return high;
}
