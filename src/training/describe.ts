import {
  type AurocEstimates,
  applyCalibration,
  averagePrecision,
  bootstrapAuroc,
  brierScore,
  type Calibration,
  type Estimate,
  expectedCalibrationError,
  fitPlatt,
  type OutputUncertainty,
  OWN_PROBABILITY,
  youdenOperatingPoint,
} from "../evaluation/index.ts";
import { FINDINGS } from "../findings/index.ts";
import type {
  EvaluationSummary,
  OutputDescription,
  RankingDescription,
  TrainedModelDescription,
} from "../model/index.ts";
import { columnOf, type Matrix, selectRows } from "./matrix.ts";
import type { Recipe } from "./recipe.ts";
import { validationScore } from "./validation-score.ts";

/** Scores of radiographs with what is known of them; the last column is "any finding". */
export interface ScoredRadiographs {
  readonly population: string;
  readonly fileNames: readonly string[];
  readonly logits: Matrix;
  /** Standard deviations of an ensemble's fits; none of a single network. */
  readonly spreads?: Matrix | null;
  readonly targets: Matrix;
  readonly patientIds: readonly string[];
  /** The data set that each is of, where there are several. */
  readonly sources?: readonly string[];
}

export interface EvaluationOptions {
  readonly replicates: number;
  readonly seed: number;
}

/** Findings with fewer positives are left out of the second mean: their AUROC says little. */
const FREQUENT = 20;

/** A measured ranking of every output, and the summary over the findings. */
export interface Evaluation {
  readonly outputs: readonly RankingDescription[];
  readonly summary: EvaluationSummary;
}

/**
 * AUROC with intervals by patient bootstrap, average precision, and, with calibration given, Brier score and
 * calibration error as means over the findings.
 */
export function evaluate(
  scored: ScoredRadiographs,
  calibrations: readonly Calibration[],
  options: EvaluationOptions,
): Evaluation {
  const { population, logits, targets, patientIds } = scored;
  const columns = Array.from({ length: targets.columns }, (_, output) => ({
    scores: columnOf(logits, output),
    labels: columnOf(targets, output),
  }));
  const positives = columns.map(({ labels }) => labels.filter((label) => label === 1).length);
  const estimates = (chosen: typeof columns): AurocEstimates =>
    bootstrapAuroc(chosen, patientIds, options);
  const perOutput = estimates(columns);
  const findings = columns.slice(0, FINDINGS.length);
  const frequent = findings.filter((_, index) => (positives[index] ?? 0) >= FREQUENT);
  const population_ = { radiographs: targets.rows, patients: new Set(patientIds).size };
  const outputs = columns.map(({ scores, labels }, index) => ({
    ...knownOf(labels, patientIds),
    positives: positives[index] ?? 0,
    auroc: plain(perOutput.findings[index]),
    averagePrecision: averagePrecision(scores, labels)?.averagePrecision ?? null,
  }));
  const probabilities = findings.map(({ scores, labels }, index) => {
    const calibration = calibrations[index] ?? OWN_PROBABILITY;
    return {
      labels,
      probabilities: Float64Array.from(scores, (logit) => applyCalibration(calibration, logit)),
    };
  });
  return {
    outputs,
    summary: {
      population,
      ...population_,
      meanAuroc: plainMean(estimates(findings)),
      meanAurocOfFrequent: plainMean(estimates(frequent)),
      brierScore: meanOf(probabilities.map((one) => brierScore(one.probabilities, one.labels))),
      calibrationError: meanOf(
        probabilities.map((one) => expectedCalibrationError(one.probabilities, one.labels)),
      ),
    },
  };
}

/** Of how many radiographs and patients a finding is known: of several data sets, one may not know it. */
function knownOf(
  labels: Float32Array,
  patientIds: readonly string[],
): { readonly radiographs: number; readonly patients: number } {
  const patients = patientIds.filter((_, row) => !Number.isNaN(labels[row] ?? Number.NaN));
  return { radiographs: patients.length, patients: new Set(patients).size };
}

/** The summary of each data set alone, by its name; none where there is only one. */
export function evaluateSources(
  scored: ScoredRadiographs,
  calibrations: readonly Calibration[],
  options: EvaluationOptions,
): ReadonlyMap<string, EvaluationSummary> {
  const { sources = [] } = scored;
  const names = [...new Set(sources)];
  if (names.length < 2) return new Map();
  return new Map(
    names.map((name) => {
      const rows = [...sources.keys()].filter((row) => sources[row] === name);
      const { summary } = evaluate(
        {
          population: name,
          logits: selectRows(scored.logits, rows),
          targets: selectRows(scored.targets, rows),
          fileNames: rows.map((row) => scored.fileNames[row] ?? ""),
          patientIds: rows.map((row) => scored.patientIds[row] ?? ""),
        },
        calibrations,
        options,
      );
      return [name, summary];
    }),
  );
}

/** Platt scaling of every output from out-of-fold logits. */
export function calibrate({ logits, targets }: ScoredRadiographs): Calibration[] {
  return Array.from({ length: targets.columns }, (_, output) => {
    const fitted = fitPlatt(columnOf(logits, output), columnOf(targets, output));
    return fitted === null ? OWN_PROBABILITY : { method: "platt", ...fitted };
  });
}

/** How fine a graph's heatmaps are. */
export interface HeatmapCells {
  readonly rows: number;
  readonly columns: number;
}

/** What is measured of a model. */
export interface Evaluations {
  readonly crossValidation: Evaluation;
  readonly heldOut: Evaluation | null;
  /** Mean AUROC of each single fit in cross-validation, where the model is an ensemble. */
  readonly singleFits: readonly (number | null)[];
  /** Of each output, where the model is an ensemble. */
  readonly uncertainties: readonly (OutputUncertainty | null)[];
  /** Of each data set alone, where the model is of several. */
  readonly sources: TrainedModelDescription["evaluation"]["sources"];
  /** How well the data set can be told from what the network sees, where the model is of several. */
  readonly sourceProbe: TrainedModelDescription["evaluation"]["sourceProbe"];
}

/** Mean AUROC over the findings with enough positives, without its interval. */
export function meanAurocOfFrequent(logits: Matrix, targets: Matrix): number | null {
  return validationScore(logits, targets, FINDINGS.length, FREQUENT).meanAuroc;
}

/** `model.json` of a trained head, all but the graph's checksum. */
export function describeModel(
  recipe: Recipe,
  scored: ScoredRadiographs,
  calibrations: readonly Calibration[],
  { crossValidation, heldOut, singleFits, uncertainties, sources, sourceProbe }: Evaluations,
  heatmaps: HeatmapCells,
): Omit<TrainedModelDescription, "graph"> {
  const { name, version, title, network, seed, data, notes } = recipe;
  const { rows, columns } = heatmaps;
  const outputs = describeOutputs(scored, calibrations, crossValidation, heldOut).map(
    (output, index) => {
      const uncertainty = uncertainties[index] ?? null;
      return uncertainty === null ? output : { ...output, uncertainty };
    },
  );
  const abnormal = outputs[FINDINGS.length];
  if (abnormal === undefined)
    throw new RangeError("The last output must be the one of any finding.");
  return {
    format: 1,
    name,
    version,
    title,
    input: { size: network.inputSize },
    ...(singleFits.length === 0 ? {} : { ensemble: { fits: singleFits.length } }),
    heatmaps: { rows, columns, method: "Grad-CAM of the last map, closed form" },
    findings: FINDINGS.map((finding, index) => ({
      finding,
      ...(outputs[index] as OutputDescription),
    })),
    abnormal,
    evaluation: {
      crossValidation: crossValidation.summary,
      heldOut: heldOut?.summary ?? null,
      ...(singleFits.length === 0 ? {} : { singleFits: [...singleFits] }),
      ...(sources === undefined ? {} : { sources }),
      ...(sourceProbe === undefined ? {} : { sourceProbe }),
    },
    training: {
      recipe: name,
      seed,
      network: network.architecture,
      dataset: populationInWords(data),
      notes,
    },
  };
}

/** What a model learned from; of several data sets, which. */
function populationInWords(data: Recipe["data"]): string {
  if (!("sources" in data)) return data.population;
  const names = data.sources.map(({ name, dataset }) =>
    name === dataset ? name : `${name} (${dataset})`,
  );
  return `${data.population}, of the data sets ${names.join(", ")}`;
}

/** What `model.json` says of every output: calibration and operating point with their evidence. */
function describeOutputs(
  scored: ScoredRadiographs,
  calibrations: readonly Calibration[],
  crossValidation: Evaluation,
  heldOut: Evaluation | null,
): OutputDescription[] {
  return calibrations.map((calibration, output) => {
    const labels = columnOf(scored.targets, output);
    const probabilities = Float64Array.from(columnOf(scored.logits, output), (logit) =>
      applyCalibration(calibration, logit),
    );
    const known = labels.filter((label) => !Number.isNaN(label));
    const positives = known.filter((label) => label === 1).length;
    const ranking = crossValidation.outputs[output];
    if (ranking === undefined) throw new RangeError(`Output ${output} was not evaluated.`);
    return {
      calibration,
      prevalence: positives / Math.max(known.length, 1),
      operatingPoint: describeOperatingPoint(probabilities, labels, positives),
      crossValidation: ranking,
      heldOut: heldOut?.outputs[output] ?? null,
    };
  });
}

/**
 * A threshold chosen on a handful of positives is a coin toss, and one below a thousandth calls half of
 * all radiographs positive: with fewer than 20 there is none.
 */
function describeOperatingPoint(
  probabilities: Float64Array,
  labels: Float32Array,
  positives: number,
): OutputDescription["operatingPoint"] {
  const best = positives >= FREQUENT ? youdenOperatingPoint(probabilities, labels) : null;
  if (best === null) {
    const rule = `none: fewer than ${FREQUENT} positives to choose it on`;
    return { probability: 1, rule, sensitivity: null, specificity: null };
  }
  const rule = "largest Youden index on out-of-fold predictions";
  return {
    probability: best.threshold,
    rule,
    sensitivity: best.sensitivity,
    specificity: best.specificity,
  };
}

function plain(
  estimate: Estimate | null | undefined,
): { value: number; interval: Estimate["interval"] } | null {
  return estimate ? { value: estimate.value, interval: estimate.interval } : null;
}

function plainMean({ mean }: AurocEstimates): EvaluationSummary["meanAuroc"] {
  return mean ? { value: mean.value, interval: mean.interval, findings: mean.findings } : null;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
