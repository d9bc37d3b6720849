import {
  applyCalibration,
  type Calibration,
  type CalibrationMap,
  POSITIVES_NEEDED,
} from "../calibration.ts";
import { countPositives } from "../cases.ts";
import { type ClusteredAuroc, clusteredAuroc } from "../clustered-delong.ts";
import {
  type ClusteredShare,
  clusteredShare,
  type ObservedToExpected,
  observedToExpected,
} from "../clustered-ratio.ts";
import type { BootstrapOptions } from "../resample.ts";
import {
  type CalibrationSpread,
  learnCalibrationSpread,
} from "../uncertainty/calibration-spread.ts";
import { type ComparedCalibrations, compareCalibrations } from "./bootstrap-calibration.ts";
import {
  crossFit,
  fitByChoice,
  type KnownRadiographs,
  type MethodChoice,
  type Unfitted,
} from "./cross-fit.ts";
import {
  type CaseNeed,
  needOfObserved,
  needOfShare,
  type Sharpness,
  type StrictNeed,
  strictNeed,
} from "./enough-cases.ts";
import { chooseFor, type OperatingGoal } from "./goal.ts";

/** One output of a model on labelled radiographs, and how it has been read so far. */
export interface OutputToRecalibrate {
  /** A finding's name, or "Any finding". */
  readonly name: string;
  readonly logits: readonly number[];
  /** 1 present, 0 absent, NaN unknown. */
  readonly labels: readonly number[];
  readonly calibration: Calibration;
  /** Null where it has none. */
  readonly operatingPoint: number | null;
}

export interface RecalibrationSettings {
  readonly method: MethodChoice;
  readonly goal: OperatingGoal;
  readonly patientIds: readonly string[];
  /** The fold of each radiograph; those of a patient are in one fold. */
  readonly foldOf: Uint32Array;
  readonly bootstrap: BootstrapOptions;
  readonly sharpness: Sharpness;
}

/** What was fitted anew; every figure is of patients that it was not fitted on. */
export interface FittedOutput {
  readonly calibration: CalibrationMap;
  /** How far it would differ on other patients. */
  readonly spread: CalibrationSpread | null;
  readonly operatingPoint: number;
  /** Of the calibration that the output had, and of the new one. */
  readonly figures: ComparedCalibrations;
  readonly observedAfter: ObservedToExpected | null;
  readonly strict: StrictNeed;
}

/** What came of one output. */
export interface RecalibratedOutput {
  readonly name: string;
  readonly radiographs: number;
  readonly patients: number;
  readonly positives: number;
  readonly auroc: ClusteredAuroc | null;
  /** By the calibration that it had. */
  readonly observedBefore: ObservedToExpected | null;
  /** Null where there are too few cases, or it would do harm: the output keeps what it had. */
  readonly fitted: FittedOutput | null;
  /** Why nothing was fitted. */
  readonly kept: string | null;
  /** At the new operating point, or, where nothing was fitted, at the one that it had; null without one. */
  readonly sensitivity: ClusteredShare | null;
  readonly specificity: ClusteredShare | null;
  readonly needs: readonly CaseNeed[];
  /** Whether something was fitted and every need is met. */
  readonly enough: boolean;
}

/** Positives, and negatives, must come from so many patients, so that no fold is without. */
const PATIENTS_NEEDED = 10;

/**
 * Fits calibration and operating point of one output on labelled radiographs, measures both on patients they were not
 * fitted on, and judges whether the cases are enough.
 *
 * With fewer positives than the method needs (`POSITIVES_NEEDED`), fewer than 20 negatives, or either from fewer than
 * 10 patients, nothing is fitted; nor where the Brier score on other patients is surely worse than before. Then what it had is measured on these radiographs instead.
 */
export function recalibrateOutput(
  output: OutputToRecalibrate,
  settings: RecalibrationSettings,
): RecalibratedOutput {
  const { sharpness } = settings;
  const rows = [...output.labels.keys()].filter((row) => !Number.isNaN(output.labels[row]));
  const labels = rows.map((row) => output.labels[row] as number);
  const logits = rows.map((row) => output.logits[row] as number);
  const patientIds = rows.map((row) => settings.patientIds[row] as string);
  const before = logits.map((logit) => applyCalibration(output.calibration, logit));
  const known = { logits, labels, foldOf: rows.map((row) => settings.foldOf[row] as number) };
  const anew = fitAnew(known, before, patientIds, settings);
  const fitted = "fitted" in anew ? anew.fitted : null;

  const called = "fitted" in anew ? anew.called : calledAt(output.operatingPoint, before);
  const shareOf = (label: number) => {
    const chosen = [...labels.keys()].filter((row) => labels[row] === label);
    return (
      called &&
      clusteredShare(
        chosen.map((row) => (called[row] === label ? 1 : 0)),
        chosen.map((row) => patientIds[row] as string),
      )
    );
  };
  const [sensitivity, specificity] = [shareOf(1), shareOf(0)];
  const observedBefore = observedToExpected(before, labels, patientIds);
  const positives = countPositives(labels);
  const needs = [
    needOfShare("sensitivity", sensitivity, positives, sharpness),
    needOfShare("specificity", specificity, labels.length - positives, sharpness),
    needOfObserved(fitted?.observedAfter ?? observedBefore, positives, sharpness),
  ];
  return {
    name: output.name,
    radiographs: labels.length,
    patients: new Set(patientIds).size,
    positives,
    auroc: clusteredAuroc({ scores: logits, labels }, patientIds),
    observedBefore,
    fitted,
    kept: "kept" in anew ? anew.kept : null,
    sensitivity,
    specificity,
    needs,
    enough: fitted !== null && needs.every(({ enough }) => enough),
  };
}

/** Null without an operating point. */
function calledAt(operatingPoint: number | null, probabilities: readonly number[]) {
  if (operatingPoint === null) return null;
  return probabilities.map((probability) => (probability >= operatingPoint ? 1 : 0));
}

/**
 * What was fitted, and what it calls positive of the patients that it was not fitted on; or why nothing is: too few
 * cases, or a new calibration that is surely worse on those patients than what there was.
 */
function fitAnew(
  known: KnownRadiographs,
  before: readonly number[],
  patientIds: readonly string[],
  { method, goal, bootstrap }: RecalibrationSettings,
):
  | { readonly fitted: FittedOutput; readonly called: readonly number[] }
  | { readonly kept: string } {
  const { logits, labels } = known;
  const scarcity = whyTooFew(labels, patientIds, method);
  if (scarcity !== null) return { kept: scarcity };
  const crossFitted = crossFit(known, method, goal);
  if (typeof crossFitted === "string") return { kept: REASONS[crossFitted] };
  const calibration = fitByChoice(known, method);
  const point =
    calibration &&
    chooseFor(
      goal,
      logits.map((logit) => applyCalibration(calibration, logit)),
      labels,
    );
  if (calibration === null) return { kept: REASONS["one class"] };
  if (point === null) return { kept: REASONS["out of reach"] };
  const { probabilities, called } = crossFitted;
  const figures = compareCalibrations(before, probabilities, labels, patientIds, bootstrap);
  const { interval } = figures.gain.brierScore;
  if (interval !== null && interval.high < 0)
    return { kept: "worse than what it had on patients that it was not fitted on" };
  const observedAfter = observedToExpected(probabilities, labels, patientIds);
  return {
    fitted: {
      calibration,
      spread: learnCalibrationSpread(known, patientIds, calibration.method, {
        ...(bootstrap.seed === undefined ? {} : { seed: bootstrap.seed }),
      }),
      operatingPoint: point.threshold,
      figures,
      observedAfter,
      strict: strictNeed(probabilities, observedAfter),
    },
    called,
  };
}

const REASONS: Readonly<Record<Unfitted, string>> = {
  "one class": "a fold without positives or negatives",
  "out of reach":
    "no threshold reaches the goal: too many negatives have the highest score. Ask for less, or take another method",
};

/** Null where there is enough to fit something. */
function whyTooFew(
  labels: readonly number[],
  patientIds: readonly string[],
  method: MethodChoice,
): string | null {
  const positivesNeeded = method === "best" ? POSITIVES_NEEDED.platt : POSITIVES_NEEDED[method];
  const sides = [
    ["positives", 1, positivesNeeded],
    ["negatives", 0, POSITIVES_NEEDED.platt],
  ] as const;
  for (const [name, label, needed] of sides) {
    const rows = [...labels.keys()].filter((row) => labels[row] === label);
    if (rows.length < needed) return `fewer than ${needed} ${name}`;
    const patients = new Set(rows.map((row) => patientIds[row])).size;
    if (patients < PATIENTS_NEEDED) return `${name} of fewer than ${PATIENTS_NEEDED} patients`;
  }
  return null;
}
