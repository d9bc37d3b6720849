import {
  applyCalibration,
  CALIBRATION_METHODS,
  type CalibrationMap,
  type CalibrationMethod,
  fitCalibration,
  POSITIVES_NEEDED,
} from "../calibration.ts";
import { countPositives } from "../cases.ts";
import { chooseFor, type OperatingGoal } from "./goal.ts";

/** The known radiographs of one output. */
export interface KnownRadiographs {
  readonly logits: readonly number[];
  /** 1 or 0. */
  readonly labels: readonly number[];
  /** The fold of each; a patient is in one fold only. */
  readonly foldOf: readonly number[];
}

/** A method, or the best of those that there are enough positives for. */
export type MethodChoice = CalibrationMethod | "best";

/** What is said of each radiograph by a calibration and an operating point that saw none of its patient's. */
export interface CrossFitted {
  readonly probabilities: readonly number[];
  /** 1 where it is called positive. */
  readonly called: readonly number[];
}

/** Why nothing could be fitted: folds that have one class only, or no threshold that reaches the goal. */
export type Unfitted = "one class" | "out of reach";

/**
 * Fits calibration and operating point on all folds but one, and applies them to that one, for each fold; or says why
 * that can't be done.
 */
export function crossFit(
  radiographs: KnownRadiographs,
  method: MethodChoice,
  goal: OperatingGoal,
): CrossFitted | Unfitted {
  const probabilities = new Array<number>(radiographs.labels.length).fill(Number.NaN);
  const called = [...probabilities];
  for (const { rest, rows } of foldsOf(radiographs)) {
    const calibration = fitByChoice(rest, method);
    if (calibration === null) return "one class";
    const point = chooseFor(
      goal,
      rest.logits.map((logit) => applyCalibration(calibration, logit)),
      rest.labels,
    );
    if (point === null) return "out of reach";
    for (const row of rows) {
      const probability = applyCalibration(calibration, radiographs.logits[row] as number);
      probabilities[row] = probability;
      called[row] = probability >= point.threshold ? 1 : 0;
    }
  }
  return { probabilities, called };
}

/**
 * Fits by a method, or, for `best`, by the one whose probabilities are likeliest on folds that it was not fitted on;
 * of equals the one with fewer parameters. Null where a class is missing.
 */
export function fitByChoice(
  radiographs: KnownRadiographs,
  method: MethodChoice,
): CalibrationMap | null {
  const { logits, labels } = radiographs;
  if (method !== "best") return fitCalibration(method, logits, labels);
  let best: { readonly method: CalibrationMethod; readonly loss: number } | null = null;
  const positives = countPositives(labels);
  for (const candidate of CALIBRATION_METHODS) {
    if (positives < POSITIVES_NEEDED[candidate]) continue;
    const loss = crossFittedLoss(radiographs, candidate);
    if (loss !== null && (best === null || loss < best.loss)) best = { method: candidate, loss };
  }
  return fitCalibration(best?.method ?? "platt", logits, labels);
}

/** Sum of -ln(probability of what was so) over folds that the method was not fitted on. */
function crossFittedLoss(radiographs: KnownRadiographs, method: CalibrationMethod): number | null {
  let loss = 0;
  for (const { rest, rows } of foldsOf(radiographs)) {
    const calibration = fitCalibration(method, rest.logits, rest.labels);
    if (calibration === null) return null;
    for (const row of rows) {
      const probability = applyCalibration(calibration, radiographs.logits[row] as number);
      loss -= Math.log(radiographs.labels[row] === 1 ? probability : 1 - probability);
    }
  }
  return loss;
}

/** Each fold's rows, and the radiographs of all other folds. */
function foldsOf({ logits, labels, foldOf }: KnownRadiographs) {
  return [...new Set(foldOf)].map((fold) => {
    const rows = [...foldOf.keys()].filter((row) => foldOf[row] === fold);
    const others = [...foldOf.keys()].filter((row) => foldOf[row] !== fold);
    const rest: KnownRadiographs = {
      logits: others.map((row) => logits[row] as number),
      labels: others.map((row) => labels[row] as number),
      foldOf: others.map((row) => foldOf[row] as number),
    };
    return { rows, rest };
  });
}
