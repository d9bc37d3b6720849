export { auroc } from "./auroc.ts";
export { type AveragePrecision, averagePrecision } from "./average-precision.ts";
export {
  type AurocEstimates,
  bootstrapAuroc,
  type Estimate,
  type ScoredFinding,
} from "./bootstrap.ts";
export { brierScore, expectedCalibrationError } from "./calibration-error.ts";
export type { Values } from "./cases.ts";
export { type AurocDifference, compareMeanAuroc } from "./compare-auroc.ts";
export { type EvaluationCode, EvaluationError } from "./errors.ts";
export { type Interval, wilsonInterval } from "./interval.ts";
export { type LabelNoise, labelNoise, type SuspectLabel } from "./label-noise.ts";
export {
  type OperatingPoint,
  operatingPointAt,
  type Share,
  youdenOperatingPoint,
} from "./operating-point.ts";
export { applyPlatt, fitPlatt, type PlattOptions, type PlattScaling } from "./platt.ts";
export type { BootstrapOptions } from "./resample.ts";
export { sigmoid } from "./sigmoid.ts";
