import { isLanguage, type Language } from "../../../../src/language/index.ts";
import type { Report } from "../../api/types.ts";

/** A report as somebody is writing it. */
export interface ReportDraft {
  readonly impression: string;
  readonly language: Language;
  /** The edition that it is written from; 0 where there was none. */
  readonly edition: number;
  /** The sentences of an inserted draft that say that nobody has checked it. */
  readonly marks?: readonly string[];
}

/** How what is written stands to what is saved. */
export type DraftState = "empty" | "saved" | "unsaved" | "outdated";

/** What somebody begins to write from: the latest edition, or nothing in the language of the page. */
export function draftFrom(report: Report | null, pageLanguage: Language): ReportDraft {
  if (report === null) return { impression: "", language: pageLanguage, edition: 0 };
  const { impression, language, edition } = report;
  return { impression, language: isLanguage(language) ? language : pageLanguage, edition };
}

/** Compares what is written with the latest edition. `outdated`: somebody saved another text in the meantime. */
export function draftState(draft: ReportDraft, report: Report | null): DraftState {
  const isSame =
    draft.impression === (report?.impression ?? "") &&
    (report === null || draft.language === report.language);
  if (isSame) return report === null ? "empty" : "saved";
  return draft.edition === (report?.edition ?? 0) ? "unsaved" : "outdated";
}

/** Both texts, the saved one first, to be made one by hand. */
export function mergeTexts(theirs: string, mine: string): string {
  return [theirs, mine]
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .join("\n\n");
}

/** A draft as it was stored; null for what is none. */
export function parseDraft(kept: string | null): ReportDraft | null {
  try {
    const draft: Partial<ReportDraft> | null = JSON.parse(kept ?? "null");
    const { impression, language, edition, marks: stored = [] } = draft ?? {};
    const marks = Array.isArray(stored) ? stored.filter((mark) => typeof mark === "string") : [];
    if (typeof impression !== "string" || typeof edition !== "number") return null;
    return language !== undefined && isLanguage(language)
      ? { impression, language, edition, ...(marks.length > 0 && { marks }) }
      : null;
  } catch {
    return null;
  }
}
