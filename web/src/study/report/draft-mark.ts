import type { Translator } from "../../../../src/language/index.ts";
import type { Report } from "../../api/types.ts";
import type { ReportDraft } from "./report-draft.ts";

/** The sentences by which a text says that it is a draft that nobody has checked, in one language. */
export function draftMarks({ text }: Translator): readonly string[] {
  return [text("study.draft.head"), text("study.draft.unchecked")];
}

/**
 * The sentences in what is written that still call it a draft: in the language it was inserted in, or the page's. None
 * where the saved text has them already, for somebody meant them then.
 */
export function marksIn(
  { impression, marks }: ReportDraft,
  saved: Pick<Report, "impression"> | null,
  page: Translator,
): readonly string[] {
  const known = new Set([...(marks ?? []), ...draftMarks(page)]);
  return [...known].filter(
    (mark) => impression.includes(mark) && !saved?.impression.includes(mark),
  );
}

/** A text without these sentences, and without the gap that they leave. */
export function withoutMarks(text: string, marks: readonly string[]): string {
  const rest = marks.reduce((left, mark) => left.replaceAll(mark, ""), text);
  return rest
    .replaceAll(/[ \t]+$/gm, "")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}
