import type { RadiographRecord } from "../dataset/index.ts";
import { evaluateModel, type ModelEvaluation } from "../evaluation/index.ts";
import { FINDINGS } from "../findings/index.ts";
import {
  type CardEvaluation,
  decisionRules,
  type TrainedModelDescription,
} from "../model/index.ts";
import { radiographsToEvaluate } from "../reading/index.ts";
import type { EvaluationOptions, ScoredRadiographs } from "./describe.ts";
import { rowOf } from "./matrix.ts";

/** An evaluation as `thorascope evaluate --json` prints it. */
export interface EvaluationFile extends CardEvaluation {
  readonly evaluation: CardEvaluation["evaluation"] & ModelEvaluation;
  readonly comparison: null;
}

/** What became of radiographs that were to be judged. */
export interface JudgedRadiographs {
  /** In the order of the scores: for sex, age and view. */
  readonly records: readonly RadiographRecord[];
  readonly refused: CardEvaluation["population"]["refused"];
  /** How many more were to be judged, but have no image. */
  readonly missing: number;
}

/**
 * Evaluates scored radiographs in full: calibration, decisions and subgroups too, which `model.json` has no room
 * for. Lies beside it as `evaluation/*.json`, for the model's card and for whoever wants to compare.
 */
export function evaluationFile(
  model: TrainedModelDescription,
  {
    population,
    logits,
    targets,
    spreads = null,
  }: Pick<ScoredRadiographs, "population" | "logits" | "targets" | "spreads">,
  { records, refused, missing }: JudgedRadiographs,
  options: EvaluationOptions & Pick<CardEvaluation, "predictions">,
): EvaluationFile {
  const { predictions, ...bootstrap } = options;
  // Labels as they were scored: a run may have shuffled them.
  const labelled = records.map((record, row) => {
    const [labels, anyFinding] = parted(rowOf(targets, row));
    return { ...record, labels, anyFinding };
  });
  const scores = records.map((_, row) => {
    const [findings, abnormal] = parted(rowOf(logits, row));
    return { logits: findings, abnormal, spreads: spreads && [...rowOf(spreads, row)] };
  });
  const { name, version, graph } = model;
  const left = refused.reduce((sum, { radiographs }) => sum + radiographs, 0);
  return {
    model: { name, version, sha256: graph.sha256 },
    ...(predictions === undefined ? {} : { predictions }),
    population: {
      dataset: population,
      split: null,
      labelled: records.length + left + missing,
      missing,
      refused: [...refused],
    },
    evaluation: evaluateModel(
      radiographsToEvaluate({ rules: decisionRules(model) }, labelled, scores),
      bootstrap,
    ) as EvaluationFile["evaluation"],
    comparison: null,
  };
}

/** The findings' values, and that of any finding. */
function parted(row: Float32Array): [number[], number] {
  return [Array.from(row.subarray(0, FINDINGS.length)), row[FINDINGS.length] ?? Number.NaN];
}
