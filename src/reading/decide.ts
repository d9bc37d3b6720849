import { applyCalibration } from "../evaluation/calibration.ts";
import { probabilityInterval } from "../evaluation/uncertainty/probability-interval.ts";
import type { DecisionRule } from "../model/decision.ts";
import type { FindingReading } from "./reading.ts";

/** Far more than a float32 logit holds, so that calibration never ties two radiographs; fewer than a float64. */
const DIGITS = 12;

/**
 * What a rule makes of a logit; nothing is known of an output that has no rule.
 *
 * @param spread standard deviation of the logit over masks of dropout; null where the network states none.
 */
export function decide(
  rule: DecisionRule | null,
  logit: number,
  spread: number | null,
): Omit<FindingReading, "finding"> {
  if (rule === null) return UNKNOWN;
  const { calibration, uncertainty, isChosen } = rule;
  const probability = rounded(applyCalibration(calibration, logit));
  const operatingPoint = rule.operatingPoint === null ? null : rounded(rule.operatingPoint);
  const interval =
    uncertainty === null ? null : probabilityInterval(calibration, uncertainty, { logit, spread });
  const bounds = interval && { low: rounded(interval.low), high: rounded(interval.high) };
  // Without an operating point even a probability that rounds to 1 is no "positive".
  const judged = isChosen && operatingPoint !== null;
  return {
    probability,
    interval: bounds,
    operatingPoint,
    positive: judged && probability >= operatingPoint,
    borderline:
      judged && bounds !== null && bounds.low < operatingPoint && bounds.high >= operatingPoint,
  };
}

/** Of an output that the network does not have. */
const UNKNOWN: Omit<FindingReading, "finding"> = {
  probability: null,
  interval: null,
  operatingPoint: null,
  positive: false,
  borderline: false,
};

/** Engines may differ in the last bits of exp(). */
function rounded(probability: number): number {
  return Number(probability.toPrecision(DIGITS));
}
