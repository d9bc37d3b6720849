import { type Interval, percentileInterval } from "../interval.ts";
import { rankCases } from "../ranking.ts";
import { type BootstrapOptions, forEachResample, indexPatients } from "../resample.ts";

/** A figure with its 95 percent interval by patient. */
export interface FigureEstimate {
  readonly value: number;
  readonly interval: Interval | null;
}

/** How far probabilities are from what was so. */
export interface CalibrationFigures {
  readonly brierScore: FigureEstimate;
  /** Over ten bins of equal mass, as `expectedCalibrationError`. */
  readonly calibrationError: FigureEstimate;
}

/** Two calibrations of the same radiographs, and how much less the second is off: above 0 it is better. */
export interface ComparedCalibrations {
  readonly before: CalibrationFigures;
  readonly after: CalibrationFigures;
  readonly gain: CalibrationFigures;
}

const BINS = 10;

/**
 * Brier score and calibration error of two calibrations, and their differences, with percentile intervals from
 * patients drawn for both at once. Labels are 1 or 0, and there is at least one.
 */
export function compareCalibrations(
  before: readonly number[],
  after: readonly number[],
  labels: readonly number[],
  patientIds: readonly string[],
  options: BootstrapOptions = {},
): ComparedCalibrations {
  const { ofCase, patients } = indexPatients(patientIds);
  const measures = [before, after].map((probabilities) => prepare(probabilities, labels, ofCase));
  const all = measures.map((measure) => measure(new Uint32Array(patients).fill(1)));
  const draws: { brier: number; error: number }[][] = [];
  if (patients > 1)
    forEachResample(patients, options, (weights) => {
      draws.push(measures.map((measure) => measure(weights)));
    });
  const estimate = (of: (pair: readonly { brier: number; error: number }[]) => number) => ({
    value: of(all),
    interval: percentileInterval(Float64Array.from(draws, of)),
  });
  const [brier, error] = (["brier", "error"] as const).map((figure) => {
    const at = (pair: readonly { brier: number; error: number }[], place: number) =>
      pair[place]?.[figure] ?? Number.NaN;
    return {
      before: estimate((pair) => at(pair, 0)),
      after: estimate((pair) => at(pair, 1)),
      gain: estimate((pair) => at(pair, 0) - at(pair, 1)),
    };
  });
  if (brier === undefined || error === undefined) throw new RangeError("Two figures are measured.");
  const both = (side: "before" | "after" | "gain"): CalibrationFigures => ({
    brierScore: brier[side],
    calibrationError: error[side],
  });
  return { before: both("before"), after: both("after"), gain: both("gain") };
}

/**
 * Brier score and calibration error where each radiograph counts as often as its patient was drawn: what they are of
 * the repeated radiographs.
 */
function prepare(probabilities: readonly number[], labels: readonly number[], ofCase: Uint32Array) {
  const { order, tieEnds } = rankCases(probabilities, labels);
  const weightAt = (weights: Uint32Array, rank: number) =>
    weights[ofCase[order[rank] as number] as number] as number;
  return (weights: Uint32Array) => {
    let total = 0;
    for (let rank = 0; rank < order.length; rank++) total += weightAt(weights, rank);
    const excess = new Float64Array(BINS);
    let squares = 0;
    let [rank, below] = [0, 0];
    for (const end of tieEnds) {
      const probability = probabilities[order[rank] as number] as number;
      let [tied, positives] = [0, 0];
      for (; rank < end; rank++) {
        const weight = weightAt(weights, rank);
        tied += weight;
        if (labels[order[rank] as number] === 1) positives += weight;
      }
      if (tied === 0) continue;
      squares += positives * (1 - probability) ** 2 + (tied - positives) * probability ** 2;
      // Equal probabilities share the bin of their middle rank.
      const bin = Math.floor((BINS * (2 * below + tied)) / (2 * total));
      excess[bin] = (excess[bin] as number) + tied * probability - positives;
      below += tied;
    }
    const off = excess.reduce((sum, one) => sum + Math.abs(one), 0);
    return { brier: squares / total, error: off / total };
  };
}
