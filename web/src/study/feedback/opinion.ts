import type { Finding } from "../../../../src/findings/index.ts";
import type { Feedback, NewFeedback } from "../../api/types.ts";
import type { OutboxEntry } from "./outbox.ts";

/** Whether somebody agrees with what the model says of a finding. */
export interface Opinion {
  readonly kind: "agree" | "disagree";
  readonly state: OpinionState;
}

/** `held`: it is kept, and can still be undone; `waiting`: the server does not have it yet. */
type OpinionState = "saved" | "held" | "waiting";

/** What a person last said of a finding, from what they said of the image and what waits to be saved, oldest first. */
export function opinionOf(
  finding: Finding,
  said: readonly Feedback[],
  waiting: readonly OutboxEntry[],
  isHeld: (entry: OutboxEntry) => boolean,
): Opinion | null {
  const pending = waiting.findLast(({ feedback }) => kindOf(feedback, finding) !== null);
  const kind = pending && kindOf(pending.feedback, finding);
  if (pending && kind) return { kind, state: isHeld(pending) ? "held" : "waiting" };
  const saved = said.map((feedback) => kindOf(feedback, finding)).findLast((one) => one !== null);
  return saved ? { kind: saved, state: "saved" } : null;
}

function kindOf({ kind, finding: about }: NewFeedback, finding: Finding): Opinion["kind"] | null {
  return about === finding && (kind === "agree" || kind === "disagree") ? kind : null;
}
