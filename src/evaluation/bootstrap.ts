import { aurocOfRanking, weightedAuroc } from "./auroc.ts";
import type { Values } from "./cases.ts";
import { EvaluationError } from "./errors.ts";
import { type Interval, percentileInterval } from "./interval.ts";
import { type Ranking, rankCases } from "./ranking.ts";
import { type BootstrapOptions, forEachResample, indexPatients } from "./resample.ts";

/** The scores and labels of one finding, one of each for every radiograph. */
export interface ScoredFinding {
  readonly scores: Values;
  readonly labels: Values;
}

/** A figure with its 95 percent interval by patient. */
export interface Estimate {
  readonly value: number;
  /** Null where resampling says nothing: fewer than two patients, or no replicate with both classes. */
  readonly interval: Interval | null;
  /** In how many replicates the figure was defined; few mean that the interval is not to be trusted. */
  readonly replicates: number;
}

/** AUROC of several findings on the same radiographs, and of their mean. */
export interface AurocEstimates {
  /** In the order given; null where a finding has only one class. */
  readonly findings: readonly (Estimate | null)[];
  /** Over the findings that are not null; null if all are. */
  readonly mean: (Estimate & { readonly findings: number }) | null;
}

/**
 * AUROC per finding and of their mean, with 95 percent percentile intervals by patient bootstrap.
 *
 * All findings see the same draws, so the mean's interval holds their correlation. A replicate that
 * happens to hold only one class of a finding does not count for it, nor for the mean, which therefore
 * always averages the same findings; `replicates` says how many are left. Percentile intervals are too
 * narrow where positives come from a handful of patients.
 */
export function bootstrapAuroc(
  findings: readonly ScoredFinding[],
  patientIds: readonly string[],
  options: BootstrapOptions = {},
): AurocEstimates {
  const { findings: each, means } = bootstrapMeans(
    findings,
    patientIds,
    [[...findings.keys()]],
    options,
  );
  return { findings: each, mean: means[0] ?? null };
}

/** As `bootstrapAuroc`, with the means of several sets of findings (by place) from the same draws. */
export function bootstrapMeans(
  findings: readonly ScoredFinding[],
  patientIds: readonly string[],
  sets: readonly (readonly number[])[],
  options: BootstrapOptions = {},
): {
  readonly findings: AurocEstimates["findings"];
  readonly means: readonly AurocEstimates["mean"][];
} {
  const { ofCase, patients } = indexPatients(patientIds);
  const ranked = findings.map((finding) => rankByPatient(finding, ofCase));
  const chosen = sets.map((places) => ({
    places: places.filter((place) => ranked[place]?.value !== null),
    means: [] as number[],
  }));
  const values = new Float64Array(ranked.length);

  forEachResample(patients, options, (weights) => {
    for (const [place, finding] of ranked.entries()) {
      const value =
        finding.value === null
          ? null
          : weightedAuroc(finding.ranking, weights, finding.patientAtRank);
      if (value !== null) finding.replicates.push(value);
      values[place] = value ?? Number.NaN;
    }
    for (const { places, means } of chosen) {
      const sum = places.reduce((total, place) => total + (values[place] as number), 0);
      if (!Number.isNaN(sum)) means.push(sum / places.length);
    }
  });

  return {
    findings: ranked.map(({ value, replicates }) => estimate(value, replicates, patients)),
    means: chosen.map(({ places, means }) =>
      meanEstimate(
        places.flatMap((place) => ranked[place] ?? []),
        means,
        patients,
      ),
    ),
  };
}

/** The mean AUROC over findings, and in every replicate (NaN where a finding lost a class). */
export interface MeanAurocs {
  readonly value: number | null;
  readonly replicates: readonly number[];
  readonly findings: number;
}

/** The mean's replicates themselves, in the order of the draws: those of two models with one seed are paired. */
export function meanAurocs(
  findings: readonly ScoredFinding[],
  patientIds: readonly string[],
  options: BootstrapOptions = {},
): MeanAurocs {
  const { ofCase, patients } = indexPatients(patientIds);
  const defined = findings
    .map((finding) => rankByPatient(finding, ofCase))
    .filter((finding) => finding.value !== null);
  const mean = (values: readonly (number | null)[]) =>
    values.reduce<number>((sum, value) => sum + (value ?? Number.NaN), 0) / values.length;
  const replicates: number[] = [];
  forEachResample(patients, options, (weights) => {
    replicates.push(
      mean(
        defined.map(({ ranking, patientAtRank }) => weightedAuroc(ranking, weights, patientAtRank)),
      ),
    );
  });
  const value = defined.length === 0 ? null : mean(defined.map((finding) => finding.value));
  return { value, replicates, findings: defined.length };
}

interface RankedFinding {
  readonly ranking: Ranking;
  readonly patientAtRank: Uint32Array;
  readonly value: number | null;
  readonly replicates: number[];
}

function rankByPatient(
  { scores, labels }: ScoredFinding,
  patientOfCase: Uint32Array,
): RankedFinding {
  if (labels.length !== patientOfCase.length) {
    throw new EvaluationError(
      "LENGTH_MISMATCH",
      `${labels.length} labels but ${patientOfCase.length} patient ids: give one of each for every radiograph.`,
      { labels: labels.length, patients: patientOfCase.length },
    );
  }
  const ranking = rankCases(scores, labels);
  return {
    ranking,
    patientAtRank: ranking.order.map((index) => patientOfCase[index] as number),
    value: aurocOfRanking(ranking),
    replicates: [],
  };
}

function meanEstimate(
  defined: readonly RankedFinding[],
  means: readonly number[],
  patients: number,
): AurocEstimates["mean"] {
  const sum = defined.reduce((total, { value }) => total + (value ?? 0), 0);
  const mean = estimate(defined.length === 0 ? null : sum / defined.length, means, patients);
  return mean && { ...mean, findings: defined.length };
}

function estimate(
  value: number | null,
  replicates: readonly number[],
  patients: number,
): Estimate | null {
  if (value === null) return null;
  const interval = patients < 2 ? null : percentileInterval(Float64Array.from(replicates));
  return { value, interval, replicates: replicates.length };
}
