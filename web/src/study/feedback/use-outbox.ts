import { useQuery } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { sessionQuery } from "../../api/queries.ts";
import type { NewFeedback } from "../../api/types.ts";
import { type OutboxEntry, UNDO_WITHIN } from "./outbox.ts";
import { outboxOfBrowser } from "./outbox-of-browser.ts";

/** What somebody said that is not saved yet, and how to say more. */
export interface Outbox {
  /** Of this study, by whoever is signed in, oldest first. */
  readonly waiting: readonly OutboxEntry[];
  readonly give: (image: string, feedback: NewFeedback) => void;
  readonly discard: (id: string) => void;
  readonly sendNow: () => void;
  /** Takes back what is not sent yet. Tells whether it was in time. */
  readonly undo: (id: string) => boolean;
  /** Whether an entry can still be undone. */
  readonly isHeld: (entry: OutboxEntry) => boolean;
  /** Whether an entry survives a closed window. */
  readonly isStored: (id: string) => boolean;
}

/** The outbox as it concerns one study. */
export function useOutbox(studyId: string): Outbox {
  const outbox = outboxOfBrowser();
  const { data: session } = useQuery(sessionQuery);
  const account = session?.account?.id ?? null;
  const entries = useSyncExternalStore(outbox.subscribe, outbox.snapshot);
  const give = useCallback(
    (image: string, feedback: NewFeedback) => {
      const now = Date.now();
      // One stray key gives it, and the server keeps it for good.
      const isHasty = feedback.kind === "agree" || feedback.kind === "disagree";
      outbox.add({
        id: crypto.randomUUID(),
        study: studyId,
        image,
        account,
        at: new Date(now).toISOString(),
        ...(isHasty && { notBefore: new Date(now + UNDO_WITHIN).toISOString() }),
        feedback,
      });
    },
    [outbox, studyId, account],
  );
  return {
    waiting: entries.filter((entry) => entry.study === studyId && entry.account === account),
    give,
    discard: (id) => outbox.discard(id),
    sendNow: () => outbox.sendNow(),
    undo: (id) => outbox.undo(id),
    isHeld: (entry) => outbox.isHeld(entry),
    isStored: (id) => outbox.isStored(id),
  };
}
