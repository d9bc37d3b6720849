import { applyBeta, type BetaCalibration, fitBeta } from "./beta.ts";
import { knownCases, type Values } from "./cases.ts";
import { applyIsotonic, fitIsotonic, type IsotonicCalibration } from "./isotonic.ts";
import { applyPlatt, fitPlatt, type PlattScaling } from "./platt.ts";
import { atPrevalence } from "./prevalence-shift.ts";
import { sigmoid } from "./sigmoid.ts";
import { fitTemperature } from "./temperature.ts";

/** The ways of turning a logit into a probability, those with fewest parameters first. */
export const CALIBRATION_METHODS = ["temperature", "platt", "beta", "isotonic"] as const;

export type CalibrationMethod = (typeof CALIBRATION_METHODS)[number];

/** One output's way from logit to probability; none ever turns the order of two radiographs round. */
export type CalibrationMap =
  | { readonly method: "temperature"; readonly temperature: number }
  | ({ readonly method: "platt" } & PlattScaling)
  | ({ readonly method: "beta" } & BetaCalibration)
  | ({ readonly method: "isotonic" } & IsotonicCalibration);

export type Calibration = CalibrationMap & {
  /** Where the finding is as frequent as `to`: the odds are moved there from the prevalence that the map was fitted at. */
  readonly shift?: { readonly from: number; readonly to: number };
};

/** The network's own probability, as a calibration: sigmoid(logit). */
export const OWN_PROBABILITY: Calibration = { method: "platt", slope: 1, intercept: 0 };

/** Positives that a method needs at least: with fewer, beta and isotonic follow the noise, and the others hardly move. */
export const POSITIVES_NEEDED: Readonly<Record<CalibrationMethod, number>> = {
  temperature: 20,
  platt: 20,
  beta: 50,
  isotonic: 50,
};

/** The probability that a logit stands for, 0 to 1. */
export function applyCalibration(calibration: Calibration, logit: number): number {
  const probability = applyMap(calibration, logit);
  const { shift } = calibration;
  return shift === undefined ? probability : atPrevalence(probability, shift.from, shift.to);
}

function applyMap(calibration: CalibrationMap, logit: number): number {
  switch (calibration.method) {
    case "temperature":
      return sigmoid(logit / calibration.temperature);
    case "platt":
      return applyPlatt(calibration, logit);
    case "beta":
      return applyBeta(calibration, logit);
    case "isotonic":
      return applyIsotonic(calibration, logit);
  }
}

/**
 * Fits a calibration by the method; null where one class is missing. See each method's own file for what it is.
 *
 * Of isotonic calibration no radiograph gets a probability of 0 or 1, which no finite number of cases can show: half
 * a case of n + 1 is the least, as Platt scaling's smoothed targets have it.
 */
export function fitCalibration(
  method: CalibrationMethod,
  logits: Values,
  labels: Values,
): CalibrationMap | null {
  const { positives, negatives } = knownCases(logits, labels);
  if (positives === 0 || negatives === 0) return null;
  switch (method) {
    case "temperature": {
      const temperature = fitTemperature(logits, labels);
      return temperature === null ? null : { method, temperature };
    }
    case "platt": {
      const scaling = fitPlatt(logits, labels);
      return scaling && { method, ...scaling };
    }
    case "beta": {
      const beta = fitBeta(logits, labels);
      return beta && { method, ...beta };
    }
    case "isotonic": {
      const steps = fitIsotonic(logits, labels);
      const least = 0.5 / (positives + negatives + 1);
      return (
        steps && {
          method,
          scores: steps.scores,
          probabilities: steps.probabilities.map((one) =>
            Math.min(Math.max(one, least), 1 - least),
          ),
        }
      );
    }
  }
}
