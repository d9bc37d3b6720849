import { type RawBuilder, sql } from "kysely";
import { CRITICAL_FINDINGS } from "../../findings/index.ts";

/**
 * How soon a study should be looked at: the one place where that is decided.
 *
 * First those where a pneumothorax is clearly positive (it may need a drain at once), then those with any other
 * positive finding, be it a borderline pneumothorax, then those without, then those that nobody has read yet
 * (waiting, refused or failed). Within each, the higher the probability of anything abnormal, the sooner. Of several
 * images the most urgent counts.
 * It orders work; it is no triage: nothing is left out of a list for it.
 */
export const URGENCIES = ["unread", "negative", "positive", "critical"] as const;

/** How soon a study should be looked at; see `URGENCIES`, which begins with the least. */
export type Urgency = (typeof URGENCIES)[number];

/**
 * The place of a reading's urgency in `URGENCIES`, as SQL; of the reading's columns `positive` and `clear`. Borderline
 * findings are too many to come first: what is clear would be lost among them.
 */
export function urgencyOf({
  positive,
  clear,
}: {
  readonly positive: RawBuilder<unknown>;
  readonly clear: RawBuilder<unknown>;
}): RawBuilder<number> {
  const isCritical = CRITICAL_FINDINGS.map(
    (finding) => sql`${clear} @> ${sql.lit(JSON.stringify(finding))}`,
  );
  return sql<number>`case
    when ${sql.join(isCritical, sql` or `)} then 3
    when ${positive} <> '[]' then 2
    else 1 end`;
}

/** The urgency at a place of `URGENCIES`. */
export function urgencyAt(place: number): Urgency {
  return URGENCIES[place] ?? "unread";
}
