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

/** A finding in one line, e.g. "Effusion 0.62, positive (operating point 0.21)". */
export function findingInWords({
  finding,
  probability,
  operatingPoint,
  positive,
}: FindingReading): string {
  const name = `${displayName(finding)} ${probabilityInWords(probability)}`;
  if (probability === null) return `${displayName(finding)}, not read by this model`;
  if (operatingPoint === null) return `${name}, not judged (the model has no operating points)`;
  if (operatingPoint >= 1) return `${name}, not judged (too few examples for an operating point)`;
  const verdict = positive ? "positive" : "negative";
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
