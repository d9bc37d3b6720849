import { applyCalibration, type Calibration } from "../calibration.ts";
import { type Interval, Z_95 } from "../interval.ts";
import { sigmoid } from "../sigmoid.ts";
import { type CalibrationSpread, calibrationError } from "./calibration-spread.ts";
import { type FitSpread, fitReach } from "./fit-spread.ts";
import { logOdds } from "./log-odds.ts";

/** What makes a probability of one output uncertain. */
export interface OutputUncertainty {
  readonly fits: FitSpread;
  readonly calibration: CalibrationSpread;
}

/** The same of an ensemble, which is as sure as it has fits. */
export interface EnsembleUncertainty extends OutputUncertainty {
  /** How many fits the logits are means of. */
  readonly count: number;
}

/** What an ensemble says of a radiograph: the mean of its fits' logits, and how sure it is of this radiograph. */
export interface EnsembleLogit {
  readonly logit: number;
  /** Standard deviation over masks of dropout; null where the network states none. */
  readonly spread: number | null;
}

/**
 * The 95 percent interval of a calibrated probability: where it would lie had the network been fitted with other
 * seeds and been calibrated on other patients. Their reaches, in log odds, add up as squares.
 *
 * It is no interval of what is true of the patient, nor of what a network that learned from other patients would say.
 */
export function probabilityInterval(
  calibration: Calibration,
  uncertainty: EnsembleUncertainty,
  { logit, spread }: EnsembleLogit,
): Interval {
  const reach = fitReach(uncertainty.fits, spread, uncertainty.count);
  const byCalibration = Z_95 * calibrationError(uncertainty.calibration, logit);
  const at = (where: number) => logOdds(applyCalibration(calibration, where));
  const middle = at(logit);
  const down = Math.hypot(middle - at(logit - reach), byCalibration);
  const up = Math.hypot(at(logit + reach) - middle, byCalibration);
  return { low: sigmoid(middle - down), high: sigmoid(middle + up) };
}
