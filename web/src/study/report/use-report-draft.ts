import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Language } from "../../../../src/language/index.ts";
import { isProblem, UnreachableError } from "../../api/problem.ts";
import { saveReport, studyQuery } from "../../api/queries.ts";
import type { Report, Study } from "../../api/types.ts";
import { useKeptText } from "../kept-text.ts";
import {
  type DraftState,
  draftFrom,
  draftState,
  parseDraft,
  type ReportDraft,
} from "./report-draft.ts";

/** Milliseconds after which a report is sent again that the server did not answer. */
const SEND_AGAIN = 3000;

/** A report being written: kept in the browser as it is typed, saved as the next edition. */
export interface ReportWriting {
  readonly draft: ReportDraft;
  readonly state: DraftState;
  readonly write: (change: Partial<ReportDraft>) => void;
  /** Lets go of what is written, in favour of the latest edition. */
  readonly letGo: () => void;
  readonly save: (change?: Partial<ReportDraft>) => void;
  readonly isSaving: boolean;
  /** It was sent, but the server does not answer; it is sent again. */
  readonly isServerAway: boolean;
  readonly error: Error | null;
}

/** Writing the report of a study. `account`: whose draft it is. */
export function useReportDraft(
  study: Study,
  account: string | null,
  pageLanguage: Language,
): ReportWriting {
  const { report } = study;
  const queries = useQueryClient();
  const { queryKey } = studyQuery(study.id);
  const [kept, keep] = useKeptText(`report.${account ?? "local"}.${study.id}`);
  const draft = parseDraft(kept) ?? draftFrom(report, pageLanguage);
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  const write = (change: Partial<ReportDraft>) => {
    const written = { ...latest.current, ...change };
    latest.current = written;
    keep(JSON.stringify(written));
  };
  const saving = useMutation({
    mutationFn: ({ impression, language, edition }: ReportDraft) =>
      saveReport(study.id, { impression, language, edition }),
    // Sent twice, the second is refused as a conflict with the same text, and then it is saved as well.
    retry: (_count, error) => error instanceof UnreachableError,
    retryDelay: SEND_AGAIN,
    onSuccess: (saved: Report, sent) => {
      queries.setQueryData(
        queryKey,
        (before: Study | undefined) => before && { ...before, report: saved },
      );
      const { impression, language } = latest.current;
      const isWrittenOn = impression !== sent.impression || language !== sent.language;
      if (isWrittenOn) write({ edition: saved.edition });
      else keep(null);
      // An answer that is on its way may have been made before this edition was there.
      void queries.invalidateQueries({ queryKey });
    },
    onError: (error) => {
      if (isProblem(error, "REPORT_CONFLICT")) void queries.invalidateQueries({ queryKey });
    },
  });
  const state = draftState(draft, report);
  useEffect(() => {
    // Saved, by whichever attempt or window: what is typed from now on is written from the latest edition.
    if (kept !== null && state === "saved") keep(null);
  }, [kept, state, keep]);
  return {
    draft,
    state,
    write,
    letGo: () => keep(null),
    save: (change = {}) => {
      if (saving.isPending) return;
      write(change);
      saving.mutate(latest.current);
    },
    isSaving: saving.isPending,
    isServerAway: saving.isPending && saving.failureCount > 0,
    error: isProblem(saving.error, "REPORT_CONFLICT") ? null : saving.error,
  };
}
