import { useQuery } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { sessionQuery } from "../../api/queries.ts";
import type { NewFeedback } from "../../api/types.ts";
import type { OutboxEntry } from "./outbox.ts";
import { outboxOfBrowser } from "./outbox-of-browser.ts";

/** What somebody said that is not saved yet, and how to say more. */
export interface Outbox {
  /** Of this study, by whoever is signed in, oldest first. */
  readonly waiting: readonly OutboxEntry[];
  readonly give: (image: string, feedback: NewFeedback) => void;
  readonly discard: (id: string) => void;
  readonly sendNow: () => void;
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
    (image: string, feedback: NewFeedback) =>
      outbox.add({
        id: crypto.randomUUID(),
        study: studyId,
        image,
        account,
        at: new Date().toISOString(),
        feedback,
      }),
    [outbox, studyId, account],
  );
  return {
    waiting: entries.filter((entry) => entry.study === studyId && entry.account === account),
    give,
    discard: (id) => outbox.discard(id),
    sendNow: () => outbox.sendNow(),
    isStored: (id) => outbox.isStored(id),
  };
}
