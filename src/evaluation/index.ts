/**
 * Every figure of how good a model is, as plain functions: ranking, calibration, decisions,
 * subgroups, comparisons, localization.
 *
 * @module
 */
export { auroc } from "./auroc.ts";
export { type AveragePrecision, averagePrecision } from "./average-precision.ts";
export { applyBeta, type BetaCalibration, fitBeta } from "./beta.ts";
export {
  type AurocEstimates,
  bootstrapAuroc,
  type Estimate,
  type ScoredFinding,
} from "./bootstrap.ts";
export {
  applyCalibration,
  CALIBRATION_METHODS,
  type Calibration,
  type CalibrationMap,
  type CalibrationMethod,
  fitCalibration,
  OWN_PROBABILITY,
  POSITIVES_NEEDED,
} from "./calibration.ts";
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
export {
  type ClusteredShare,
  clusteredRatio,
  clusteredShare,
  type ObservedToExpected,
  observedToExpected,
} from "./clustered-ratio.ts";
export { type AurocDifference, compareMeanAuroc } from "./compare-auroc.ts";
export { compareModels, type ModelComparison } from "./compare-models.ts";
export { decisionCurve, type NetBenefit } from "./decision-curve.ts";
export {
  type CalibrationQuality,
  type DisturbanceEffect,
  type DisturbanceMeter,
  disturbanceMeter,
  type UndisturbedFigures,
} from "./disturbance-effect.ts";
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
  evaluateLocalization,
  type LocalizationEvaluation,
  type LocalizedCase,
} from "./localization/evaluate-localization.ts";
export {
  DESCRIPTIVE_BELOW,
  FOUND_ABOVE,
  type LocalizationFigures,
  type OverlapFigures,
} from "./localization/localization-figures.ts";
export type { CaseToLocalize } from "./localization/measure-case.ts";
export { peaksOf, TOLERANCE } from "./localization/pointing-game.ts";
export { type Box, type Mask, rasterize, type Shape } from "./localization/shapes.ts";
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
export {
  type CalibrationFigures,
  type ComparedCalibrations,
  compareCalibrations,
  type FigureEstimate,
} from "./recalibration/bootstrap-calibration.ts";
export { crossFit, type MethodChoice } from "./recalibration/cross-fit.ts";
export {
  type CaseNeed,
  needOfObserved,
  needOfShare,
  SHARP_ENOUGH,
  type Sharpness,
  type StrictNeed,
  strictNeed,
} from "./recalibration/enough-cases.ts";
export { goalAt, goalInWords, type OperatingGoal } from "./recalibration/goal.ts";
export {
  type FittedOutput,
  type OutputToRecalibrate,
  type RecalibratedOutput,
  recalibrateOutput,
} from "./recalibration/recalibrate-output.ts";
export type { BootstrapOptions } from "./resample.ts";
export { type Share, shareOf } from "./share.ts";
export { sigmoid } from "./sigmoid.ts";
export type { Grouping, Subgroup } from "./subgroups.ts";
export { fitTemperature } from "./temperature.ts";
export {
  type CalibrationSpread,
  learnCalibrationSpread,
} from "./uncertainty/calibration-spread.ts";
export { type FitSpread, learnFitSpread } from "./uncertainty/fit-spread.ts";
export { learnPatientSpread } from "./uncertainty/patient-spread.ts";
export { type OutputUncertainty, probabilityInterval } from "./uncertainty/probability-interval.ts";
