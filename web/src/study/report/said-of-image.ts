import type { Finding } from "../../../../src/findings/index.ts";
import type { Feedback, NewFeedback, Reading } from "../../api/types.ts";
import type { OutboxEntry } from "../feedback/outbox.ts";

/** What a person said of an image, saved or not. */
export interface SaidOfImage {
  readonly image: string;
  /** The reading that it is about. */
  readonly reading: string | null;
  readonly kind: NewFeedback["kind"];
  readonly finding: Finding | null;
  /** Account; null without accounts. */
  readonly createdBy: string | null;
}

/** What people make of a finding that a model judged. */
export type Consensus = "agreed" | "doubted" | "missed";

/** All that was said of a study, oldest first; what waits to be saved counts as well. */
export function saidOfStudy(
  feedback: readonly Feedback[],
  waiting: readonly OutboxEntry[],
): readonly SaidOfImage[] {
  const saved = new Set(feedback.map(({ id }) => id));
  const unsaved = waiting
    .filter(({ id }) => !saved.has(id))
    .map(({ image, account, feedback: { reading = null, kind, finding = null } }) => ({
      ...{ image, reading, kind, finding },
      createdBy: account,
    }));
  return [...feedback, ...unsaved];
}

/**
 * What people make of a finding: what each of them said last counts, and one doubt outweighs others' agreement. That
 * it was missed holds for the image, whichever reading missed it.
 */
export function consensusOn(
  finding: Finding,
  reading: Reading,
  said: readonly SaidOfImage[],
): Consensus | null {
  const last = new Map<string | null, SaidOfImage["kind"]>();
  for (const one of said) {
    if (one.finding !== finding || one.kind === "comment") continue;
    if (one.kind === "missed" || one.reading === reading.id) last.set(one.createdBy, one.kind);
  }
  const kinds = [...last.values()];
  if (kinds.includes("missed")) return "missed";
  if (kinds.includes("disagree")) return "doubted";
  return kinds.includes("agree") ? "agreed" : null;
}
