import { CRITICAL_FINDINGS } from "../../../../src/findings/index.ts";
import type { FindingReading, Reading, Study } from "../../api/types.ts";
import { orderFindings } from "../findings/verdict.ts";

/** Why a study is as urgent as the list has it. */
export interface UrgencyReason {
  readonly urgency: "critical" | "positive";
  /** The positive finding that says most. */
  readonly leading: FindingReading;
  /** How many other findings are positive. */
  readonly others: number;
}

/** The reason for a study's urgency; null where nothing is positive. The server decides how urgent it is. */
export function urgencyReason({
  urgency,
  images,
}: {
  readonly urgency: Study["urgency"];
  readonly images: readonly { readonly reading: Pick<Reading, "findings"> | null }[];
}): UrgencyReason | null {
  if (urgency !== "critical" && urgency !== "positive") return null;
  const positive = orderFindings(
    images.flatMap(({ reading }) => reading?.findings ?? []),
    "verdict",
  ).filter((one) => one.positive);
  const critical = positive.find(({ finding }) => CRITICAL_FINDINGS.includes(finding));
  const leading = urgency === "critical" ? critical : positive[0];
  if (leading === undefined) return null;
  const others = new Set(positive.map(({ finding }) => finding)).size - 1;
  return { urgency, leading, others };
}
