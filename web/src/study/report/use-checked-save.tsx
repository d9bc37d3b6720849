import { type ReactNode, useState } from "react";
import type { Report } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { marksIn, withoutMarks } from "./draft-mark.ts";
import { DraftQuestion } from "./draft-question.tsx";
import type { ReportDraft } from "./report-draft.ts";
import type { ReportWriting } from "./use-report-draft.ts";

/** Saving a report, with a question first where it still says that nobody has checked it. */
export function useCheckedSave(
  { draft, save }: ReportWriting,
  report: Report | null,
): { readonly save: (change?: Partial<ReportDraft>) => void; readonly question: ReactNode } {
  const translator = useTranslator();
  const [asked, setAsked] = useState<Partial<ReportDraft> | null>(null);
  const marks = marksIn(draft, report, translator);
  const saveNow = (change: Partial<ReportDraft>) => {
    setAsked(null);
    save(change);
  };
  return {
    save: (change = {}) => {
      if (marks.length > 0) setAsked(change);
      else save(change);
    },
    question: (
      <DraftQuestion
        isOpen={asked !== null}
        close={() => setAsked(null)}
        keep={() => saveNow(asked ?? {})}
        remove={() => saveNow({ ...asked, impression: withoutMarks(draft.impression, marks) })}
      />
    ),
  };
}
