import { displayName } from "../findings/index.ts";
import type { FindingReading, Heatmaps, Reading } from "../reading/index.ts";

/** Stands wherever a result is seen. */
export const RESEARCH_NOTICE = "Research software, not a medical device. Not a diagnosis.";

/** A probability as people read it: two decimals, never a naked 0 or 1. */
export function probabilityInWords(probability: number): string {
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
