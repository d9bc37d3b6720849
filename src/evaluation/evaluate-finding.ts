import { averagePrecision } from "./average-precision.ts";
import type { Estimate } from "./bootstrap.ts";
import { type BorderlineCases, borderlineCases } from "./borderline.ts";
import {
  brierScore,
  brierSkill,
  expectedCalibrationError,
  type ReliabilityBin,
  reliability,
} from "./calibration-error.ts";
import { knownCases, type Values } from "./cases.ts";
import { type ClusteredAuroc, clusteredAuroc } from "./clustered-delong.ts";
import { decisionCurve, type NetBenefit } from "./decision-curve.ts";
import {
  type Decisions,
  decisionsAt,
  type PredictiveValues,
  predictiveValuesAt,
} from "./predictive-values.ts";

/** One output of a model on a list of radiographs. */
export interface OutputToEvaluate {
  /** E.g. a finding's name. */
  readonly name: string;
  /** What it ranks by: logits, which don't round to equal values as probabilities do. */
  readonly logits: Values;
  /** Calibrated, 0 to 1. */
  readonly probabilities: Values;
  /** 1 present, 0 absent, NaN unknown. */
  readonly labels: Values;
  /** The probability from which on it counts as positive; null where there is none. */
  readonly operatingPoint: number | null;
  /** Of each radiograph whether the probability's interval crosses it; null where there are no intervals. */
  readonly borderline?: readonly boolean[] | null;
}

/** Everything that is counted of one output. */
export interface EvaluatedOutput {
  readonly name: string;
  readonly positives: number;
  readonly negatives: number;
  /** Radiographs whose label is not known, left out of every figure. */
  readonly unknown: number;
  /** Null with one class only. */
  readonly auroc: {
    readonly value: number;
    /** By resampling patients. */
    readonly bootstrap: Estimate["interval"];
    /** By Obuchowski's variance for clustered data; null with fewer than two patients on a side. */
    readonly delong: Omit<ClusteredAuroc, "value"> | null;
  } | null;
  /** Null without positives. */
  readonly averagePrecision: number | null;
  readonly prevalence: number | null;
  /** At the model's operating point; null without one. */
  readonly decisions: Decisions | null;
  /** Null without an operating point, or without intervals. */
  readonly borderline: BorderlineCases | null;
  /** With its sensitivity and specificity, where the finding is rarer or more frequent. */
  readonly predictiveValues: readonly PredictiveValues[];
  readonly brierScore: number | null;
  readonly brierSkill: number | null;
  readonly calibrationError: {
    readonly equalMass: number | null;
    readonly equalWidth: number | null;
  };
  readonly reliability: readonly ReliabilityBin[];
  readonly decisionCurve: readonly NetBenefit[];
}

/** Evaluates one output; the AUROC's bootstrap interval, which several outputs share draws for, is handed in. */
export function evaluateOutput(
  { name, logits, probabilities, labels, operatingPoint, borderline = null }: OutputToEvaluate,
  patientIds: readonly string[],
  auroc: Estimate | null,
  prevalences: readonly number[],
): EvaluatedOutput {
  const { positives, negatives } = knownCases(logits, labels);
  const precision = averagePrecision(logits, labels);
  const delong = clusteredAuroc({ scores: logits, labels }, patientIds);
  const decisions =
    operatingPoint === null ? null : decisionsAt(operatingPoint, probabilities, labels);
  const { sensitivity, specificity } = decisions ?? { sensitivity: null, specificity: null };
  return {
    name,
    positives,
    negatives,
    unknown: labels.length - positives - negatives,
    auroc: auroc && {
      value: auroc.value,
      bootstrap: auroc.interval,
      delong: delong && { standardError: delong.standardError, interval: delong.interval },
    },
    averagePrecision: precision?.averagePrecision ?? null,
    prevalence: positives + negatives === 0 ? null : positives / (positives + negatives),
    decisions,
    borderline:
      operatingPoint === null || borderline === null
        ? null
        : borderlineCases(borderline, operatingPoint, probabilities, labels),
    predictiveValues:
      sensitivity && specificity
        ? prevalences.map((one) => predictiveValuesAt(one, sensitivity.value, specificity.value))
        : [],
    brierScore: brierScore(probabilities, labels),
    brierSkill: brierSkill(probabilities, labels),
    calibrationError: {
      equalMass: expectedCalibrationError(probabilities, labels),
      equalWidth: expectedCalibrationError(probabilities, labels, "equal-width"),
    },
    reliability: reliability(probabilities, labels),
    decisionCurve: decisionCurve(probabilities, labels),
  };
}
