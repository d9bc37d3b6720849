import type { Translator } from "../../../../src/language/index.ts";
import type { Session } from "../../api/session.ts";

/** What is known of whoever gave feedback or wrote a report. */
export interface Signed {
  /** Account; null without accounts. */
  readonly createdBy: string | null;
  /** The account's name. */
  readonly author?: string | null;
}

/** Names whoever said something: "you", a name, or somebody at this computer where there are no accounts. */
export function personOf(
  { createdBy, author }: Signed,
  session: Session,
  { text }: Translator,
): string {
  if (createdBy === null) return text("study.person.local");
  if (createdBy === session.account?.id) return text("study.person.you");
  return author ?? text("study.person.other");
}
