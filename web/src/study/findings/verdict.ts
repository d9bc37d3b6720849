import type { TextKey } from "../../../../src/language/index.ts";
import type { FindingReading } from "../../api/types.ts";

/** Which side of its operating point a finding is on, and whether that is sure. */
export type Verdict =
  | "positive"
  | "borderlineAbove"
  | "borderlineBelow"
  | "negative"
  | "notJudged"
  | "notRead";

/** A probability and what was made of it. */
export type Judged = Omit<FindingReading, "finding">;

/** How findings are listed. */
export type FindingOrder = "verdict" | "vocabulary";

/** What a reading says of a finding. */
export function verdictOf(reading: Judged): Verdict {
  const { probability, positive, borderline } = reading;
  if (probability === null) return "notRead";
  if (!isJudged(reading)) return "notJudged";
  if (borderline) return positive ? "borderlineAbove" : "borderlineBelow";
  return positive ? "positive" : "negative";
}

/** Tells whether a finding has an operating point that it can reach; 1 stands for none (too few examples). */
export function isJudged({ operatingPoint }: Pick<Judged, "operatingPoint">): boolean {
  return operatingPoint !== null && operatingPoint < 1;
}

/** A verdict's name in the catalogue. */
export function verdictText(verdict: Verdict): TextKey {
  return `verdict.${verdict}`;
}

/** Positive findings, then borderline ones, then the rest, each by probability; or as the vocabulary has them. */
export function orderFindings(
  findings: readonly FindingReading[],
  order: FindingOrder,
): readonly FindingReading[] {
  if (order === "vocabulary") return findings;
  return findings.toSorted(
    (a, b) => rankOf(a) - rankOf(b) || (b.probability ?? -1) - (a.probability ?? -1),
  );
}

function rankOf(reading: FindingReading): number {
  switch (verdictOf(reading)) {
    case "positive":
      return 0;
    case "borderlineAbove":
      return 1;
    case "borderlineBelow":
      return 2;
    default:
      return 3;
  }
}
