import { applyCalibration, type CalibrationMethod, fitCalibration } from "../calibration.ts";
import { knownCases, type Values } from "../cases.ts";
import { type BootstrapOptions, forEachResample, indexPatients } from "../resample.ts";
import { logOdds } from "./log-odds.ts";
import { sampleVariance } from "./sample-variance.ts";

/** How far a calibration would differ if it had been fitted to other patients, by the logit that it is asked for. */
export interface CalibrationSpread {
  /** Ascending. */
  readonly logits: readonly number[];
  /** Of the calibrated log odds at each of them. */
  readonly standardErrors: readonly number[];
}

/** Shares of the radiographs whose logits lie below the places where errors are stated. */
const PLACES = [0.005, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 0.995];

/** A standard error of so many replicates is itself off by five percent. */
const REPLICATES = 200;

/**
 * Standard errors of a calibration by drawing the patients anew and fitting to each draw; null where a class is
 * missing, or in most draws.
 */
export function learnCalibrationSpread(
  { logits, labels }: { readonly logits: Values; readonly labels: Values },
  patientIds: readonly string[],
  method: CalibrationMethod,
  { replicates = REPLICATES, seed = 0 }: BootstrapOptions = {},
): CalibrationSpread | null {
  const { indices } = knownCases(logits, labels);
  if (indices.length === 0) return null;
  const places = placesOf(Float64Array.from(indices, (row) => logits[row] as number));
  const { ofCase, patients } = indexPatients(
    Array.from(indices, (row) => patientIds[row] as string),
  );
  const draws: number[][] = [];
  forEachResample(patients, { replicates, seed }, (weights) => {
    const drawn = Array.from(indices).flatMap((row, index) =>
      new Array<number>(weights[ofCase[index] as number] as number).fill(row),
    );
    const fitted = fitCalibration(
      method,
      drawn.map((row) => logits[row] as number),
      drawn.map((row) => labels[row] as number),
    );
    if (fitted !== null)
      draws.push(places.map((logit) => logOdds(applyCalibration(fitted, logit))));
  });
  if (draws.length < replicates / 2) return null;
  return {
    logits: places,
    standardErrors: places.map((_, place) =>
      Math.sqrt(sampleVariance(draws.map((draw) => draw[place] as number))),
    ),
  };
}

/** The standard error at any logit: between the stated ones on a straight line, beyond them on the last one's. */
export function calibrationError(
  { logits, standardErrors }: CalibrationSpread,
  logit: number,
): number {
  const last = logits.length - 1;
  if (last < 1) return standardErrors[0] ?? 0;
  const above = logits.findIndex((one) => one > logit);
  const right = above === -1 ? last : Math.max(above, 1);
  const [from, to] = [logits[right - 1] as number, logits[right] as number];
  const [low, high] = [standardErrors[right - 1] as number, standardErrors[right] as number];
  const error = low + ((high - low) * (logit - from)) / (to - from);
  // Farther out a calibration is never surer than at the end of what it was fitted to.
  if (logit < (logits[0] as number)) return Math.max(error, low);
  return logit > (logits[last] as number) ? Math.max(error, high) : error;
}

function placesOf(values: Float64Array): number[] {
  const sorted = values.toSorted();
  const all = PLACES.map((share) => sorted[Math.round(share * (sorted.length - 1))] as number);
  return [...new Set(all)];
}
