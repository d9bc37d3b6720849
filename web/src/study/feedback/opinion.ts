import type { Finding } from "../../../../src/findings/index.ts";
import type { Feedback, NewFeedback } from "../../api/types.ts";
import type { OutboxEntry } from "./outbox.ts";

/** Whether somebody agrees with what the model says of a finding. */
export interface Opinion {
  readonly kind: "agree" | "disagree";
  readonly isSaved: boolean;
}

/** What a person last said of a finding, from what they said of the image and what waits to be saved, oldest first. */
export function opinionOf(
  finding: Finding,
  said: readonly Feedback[],
  waiting: readonly OutboxEntry[],
): Opinion | null {
  const pending = waiting.map(({ feedback }) => kindOf(feedback, finding)).findLast(isKnown);
  if (pending) return { kind: pending, isSaved: false };
  const saved = said.map((feedback) => kindOf(feedback, finding)).findLast(isKnown);
  return saved ? { kind: saved, isSaved: true } : null;
}

function kindOf({ kind, finding: about }: NewFeedback, finding: Finding): Opinion["kind"] | null {
  return about === finding && (kind === "agree" || kind === "disagree") ? kind : null;
}

function isKnown(kind: Opinion["kind"] | null): boolean {
  return kind !== null;
}
