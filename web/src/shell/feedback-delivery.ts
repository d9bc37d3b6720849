import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { studyQuery } from "../api/queries.ts";
import type { Feedback, Study } from "../api/types.ts";
import type { Account } from "../sign-in/use-account.ts";
import { useIsConnected } from "./server-events.tsx";

/**
 * Sends what somebody said of readings and the server does not have yet, whichever page is shown: at the start, when
 * the server is heard again, and when its author signs in. What is saved joins its study at once. The outbox is no
 * part of the first view's code.
 */
export function useFeedbackDelivery(account: Account): void {
  const queries = useQueryClient();
  const isConnected = useIsConnected();
  useEffect(() => {
    if (!isConnected) return;
    let isWanted = true;
    let stop = () => {};
    import("../study/feedback/outbox-of-browser.ts")
      .then(({ outboxOfBrowser }) => {
        if (!isWanted) return;
        const outbox = outboxOfBrowser();
        stop = outbox.onSaved(({ study }, feedback) => joinStudy(queries, study, feedback));
        outbox.serve(account);
      })
      // The server went away just now; it is tried again when it is back.
      .catch(() => {});
    return () => {
      isWanted = false;
      stop();
    };
  }, [queries, account, isConnected]);
}

function joinStudy(queries: QueryClient, studyId: string, feedback: Feedback): void {
  const { queryKey } = studyQuery(studyId);
  queries.setQueryData(queryKey, (study: Study | undefined) =>
    study === undefined || study.feedback.some(({ id }) => id === feedback.id)
      ? study
      : { ...study, feedback: [...study.feedback, feedback] },
  );
  // An answer that is on its way may have been made before the server had it.
  void queries.invalidateQueries({ queryKey });
}
