import { displayName } from "../findings/index.ts";
import type { FindingReading, Heatmaps, Reading } from "../reading/index.ts";

export { RESEARCH_NOTICE } from "../research-notice.ts";

/** Stands beside the results of a model whose probabilities are not calibrated. */
export const UNCALIBRATED_NOTICE =
  "These are the network's own probabilities, not calibrated. It has no operating points: nothing is called positive.";

/** A probability as people read it: two decimals, never a naked 0 or 1; "-" where a model has none. */
export function probabilityInWords(probability: number | null): string {
  if (probability === null) return "-";
  if (probability < 0.005) return "< 0.01";
  if (probability > 0.995) return "> 0.99";
  return probability.toFixed(2);
}

/** Which side of its operating point a finding is on, and whether that is sure. */
export type Verdict =
  | "positive"
  | "borderline, above"
  | "borderline, below"
  | "negative"
  | "not judged"
  | "not read";

/** What a reading says of a finding in a word or two. */
export function verdictInWords({
  probability,
  operatingPoint,
  positive,
  borderline,
}: FindingReading): Verdict {
  if (probability === null) return "not read";
  if (operatingPoint === null || operatingPoint >= 1) return "not judged";
  if (borderline) return positive ? "borderline, above" : "borderline, below";
  return positive ? "positive" : "negative";
}

/** A probability's 95 percent interval, e.g. "0.08 to 0.17". */
export function intervalInWords({ low, high }: NonNullable<FindingReading["interval"]>): string {
  return `${probabilityInWords(low)} to ${probabilityInWords(high)}`;
}

/** A finding in one line, e.g. "Effusion 0.62 (0.44 to 0.77), positive (operating point 0.21)". */
export function findingInWords(reading: FindingReading): string {
  const { finding, probability, interval, operatingPoint } = reading;
  const verdict = verdictInWords(reading);
  const uncertain = interval === null ? "" : ` (${intervalInWords(interval)})`;
  const name = `${displayName(finding)} ${probabilityInWords(probability)}${uncertain}`;
  if (verdict === "not read") return `${displayName(finding)}, not read by this model`;
  if (operatingPoint === null) return `${name}, not judged (the model has no operating points)`;
  if (verdict === "not judged")
    return `${name}, not judged (too few examples for an operating point)`;
  return `${name}, ${verdict} (operating point ${probabilityInWords(operatingPoint)})`;
}

/** How coarse a map is on this radiograph. */
export function coarsenessInWords(
  { rows, columns }: Heatmaps,
  radiograph: Reading["radiograph"],
): string {
  const width = Math.round(radiograph.columns / columns);
  const height = Math.round(radiograph.rows / rows);
  return `${columns} x ${rows} cells, each ${width} x ${height} px of the radiograph: a region, not an outline`;
}
