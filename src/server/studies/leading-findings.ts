import { CRITICAL_FINDINGS, type Finding } from "../../findings/index.ts";
import type { FindingReading } from "../../reading/index.ts";
import type { LatestReading } from "./latest-readings.ts";

/** Most findings that are named. */
const MOST = 4;

/** A finding that stands out, with what the reading says of it. */
export type LeadingFinding = FindingReading;

/**
 * The findings that stand out most among readings of one study: those that cannot wait where they are positive,
 * other positive ones, borderline ones; within each the further above its operating point, the sooner. Findings
 * that are clearly negative, or not judged, are not named. Of several images the highest probability counts.
 */
export function leadingFindings(readings: readonly LatestReading[]): readonly LeadingFinding[] {
  const highest = new Map<Finding, FindingReading>();
  for (const one of readings.flatMap(({ content }) => content.findings)) {
    const known = highest.get(one.finding);
    if (known === undefined || (one.probability ?? 0) > (known.probability ?? 0)) {
      highest.set(one.finding, one);
    }
  }
  return [...highest.values()]
    .filter(({ positive, borderline }) => positive || borderline)
    .sort((one, other) => rank(other) - rank(one) || excess(other) - excess(one))
    .slice(0, MOST);
}

function rank({ finding, positive }: FindingReading): number {
  if (!positive) return 0;
  return CRITICAL_FINDINGS.includes(finding) ? 2 : 1;
}

function excess({ probability, operatingPoint }: FindingReading): number {
  return (probability ?? 0) / (operatingPoint ?? 1);
}
