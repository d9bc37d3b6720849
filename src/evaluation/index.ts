export { auroc } from "./auroc.ts";
export { type AveragePrecision, averagePrecision } from "./average-precision.ts";
export {
  type AurocEstimates,
  bootstrapAuroc,
  type Estimate,
  type ScoredFinding,
} from "./bootstrap.ts";
export {
  type Binning,
  brierScore,
  brierSkill,
  expectedCalibrationError,
  type ReliabilityBin,
  reliability,
} from "./calibration-error.ts";
export type { Values } from "./cases.ts";
export { chooseOperatingPoint, type PointGoal } from "./chosen-points.ts";
export {
  type ClusteredAuroc,
  type ClusteredDifference,
  clusteredAuroc,
  compareClusteredAuroc,
} from "./clustered-delong.ts";
export { type AurocDifference, compareMeanAuroc } from "./compare-auroc.ts";
export { compareModels, type ModelComparison } from "./compare-models.ts";
export { decisionCurve, type NetBenefit } from "./decision-curve.ts";
export { type EvaluationCode, EvaluationError } from "./errors.ts";
export type { EvaluatedOutput, OutputToEvaluate } from "./evaluate-finding.ts";
export {
  ENOUGH_POSITIVES,
  evaluateModel,
  type ModelEvaluation,
  type ModelToEvaluate,
} from "./evaluate-model.ts";
export { correctForMany } from "./holm.ts";
export { type Interval, wilsonInterval } from "./interval.ts";
export { applyIsotonic, fitIsotonic, type IsotonicCalibration } from "./isotonic.ts";
export { type LabelNoise, labelNoise, type SuspectLabel } from "./label-noise.ts";
export {
  type OperatingPoint,
  operatingPointAt,
  youdenOperatingPoint,
} from "./operating-point.ts";
export { applyPlatt, fitPlatt, type PlattOptions, type PlattScaling } from "./platt.ts";
export {
  type Decisions,
  decisionsAt,
  type PredictiveValues,
  predictiveValuesAt,
} from "./predictive-values.ts";
export { atPrevalence } from "./prevalence-shift.ts";
export type { BootstrapOptions } from "./resample.ts";
export { type Share, shareOf } from "./share.ts";
export { sigmoid } from "./sigmoid.ts";
export type { Grouping, Subgroup } from "./subgroups.ts";
export { fitTemperature } from "./temperature.ts";
