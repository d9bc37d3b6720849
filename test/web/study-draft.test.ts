import { describe, expect, test } from "vitest";
import { createTranslator, LANGUAGES, loadCatalogue } from "../../src/language/index.ts";
import { draftImpression } from "../../web/src/study/report/draft-impression.ts";
import {
  draftFrom,
  draftState,
  mergeTexts,
  parseDraft,
} from "../../web/src/study/report/report-draft.ts";
import { BORDERLINE_ABOVE, NOT_JUDGED, NOT_READ, POSITIVE, readingWith } from "./study-findings.ts";

const ENGLISH = createTranslator("en", await loadCatalogue("en"));

const READING = readingWith({
  Effusion: POSITIVE,
  Nodule: { ...POSITIVE, probability: 0.3 },
  Edema: BORDERLINE_ABOVE,
  Hernia: NOT_JUDGED,
});

describe("a draft from the findings", () => {
  test("says what is positive, borderline, negative and not judged, and that it is a draft", () => {
    const draft = draftImpression([READING], ENGLISH);
    expect(draft).toMatch(/^DRAFT .*Nobody has checked it yet\.\n\n/);
    expect(draft).toContain("suggest effusion (50%) and nodule (30%).");
    expect(draft).toContain("Borderline: edema (12%).");
    expect(draft).toContain("Not judged: hernia.");
    const negative = /Not suggested: (.*?)\./.exec(draft)?.[1] ?? "";
    expect(negative.split(/, and |, /)).toHaveLength(10);
    expect(negative).toContain("pleural thickening");
    expect(negative).not.toMatch(/%|effusion|nodule|edema|hernia/);
  });

  test("does not take the absence of findings for health", () => {
    expect(draftImpression([readingWith({})], ENGLISH)).toContain("does not exclude disease");
  });

  test("says nothing of findings where a model has no operating points", () => {
    const findings = READING.findings.map((one) => ({ ...one, operatingPoint: null }));
    const draft = draftImpression([{ ...READING, findings }], ENGLISH);
    expect(draft).toContain("no operating points");
    expect(draft).not.toMatch(/suggest|Borderline|exclude/);
  });

  test("says that an image was read although it was refused, and tells images apart", () => {
    const refusal = { code: "RADIOGRAPH_TURNED", message: "it looks turned" };
    const { radiograph } = READING;
    const second = readingWith(
      { Mass: NOT_READ },
      { refusal, radiograph: { ...radiograph, view: "AP" } },
    );
    const draft = draftImpression([READING, second], ENGLISH);
    expect(draft).toContain("\n\nImage 1: Frontal chest radiograph.");
    expect(draft).toMatch(/\n\nImage 2: Chest radiograph, AP view\. The model refused this image/);
  });

  test.each(LANGUAGES)("can be written in %s", async (language) => {
    const translator = createTranslator(language, await loadCatalogue(language));
    const draft = draftImpression([READING], translator);
    const names = READING.findings.map(({ finding }) => translator.finding(finding));
    for (const name of names) expect(draft.toLowerCase()).toContain(name.toLowerCase());
  });
});

describe("a report that is being written", () => {
  const report = {
    study: "0".repeat(64),
    edition: 2,
    impression: "No change.",
    language: "es",
    createdBy: null,
    author: null,
    createdAt: "2026-11-30T09:00:00.000Z",
  };

  test("begins from the latest edition, or empty in the page's language", () => {
    expect(draftFrom(report, "en")).toEqual({
      impression: "No change.",
      language: "es",
      edition: 2,
    });
    expect(draftFrom(null, "ar")).toEqual({ impression: "", language: "ar", edition: 0 });
  });

  test("knows whether it is saved, or somebody else saved in the meantime", () => {
    const draft = draftFrom(report, "en");
    expect(draftState(draft, report)).toBe("saved");
    expect(draftState({ ...draft, impression: "New." }, report)).toBe("unsaved");
    expect(draftState({ ...draft, language: "en" }, report)).toBe("unsaved");
    expect(draftState({ ...draft, impression: "New.", edition: 1 }, report)).toBe("outdated");
    // Sent twice: the first time it was saved, but the answer was lost.
    expect(draftState({ ...draft, edition: 1 }, report)).toBe("saved");
    expect(draftState(draftFrom(null, "en"), null)).toBe("empty");
  });

  test("comes back from the browser as it was, and nothing else does", () => {
    const draft = { impression: 'Ein "Satz"\nعربي', language: "ar", edition: 3 } as const;
    expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
    for (const other of [null, "", "{", "[]", "7", '{"impression":"x"}']) {
      expect(parseDraft(other)).toBeNull();
    }
  });

  test("keeps both texts where two are made one", () => {
    expect(mergeTexts("Theirs.\n", "Mine.")).toBe("Theirs.\n\nMine.");
    expect(mergeTexts("", "Mine.")).toBe("Mine.");
  });
});
