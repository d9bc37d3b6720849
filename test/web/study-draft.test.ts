import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/findings/index.ts";
import {
  createTranslator,
  LANGUAGES,
  loadCatalogue,
  type Translator,
} from "../../src/language/index.ts";
import type { Reading } from "../../web/src/api/types.ts";
import { findingInSentence } from "../../web/src/study/findings/finding-in-sentence.ts";
import { orderFindings } from "../../web/src/study/findings/verdict.ts";
import { draftImpression } from "../../web/src/study/report/draft-impression.ts";
import { draftMarks, marksIn, withoutMarks } from "../../web/src/study/report/draft-mark.ts";
import {
  draftFrom,
  draftState,
  mergeTexts,
  parseDraft,
} from "../../web/src/study/report/report-draft.ts";
import type { SaidOfImage } from "../../web/src/study/report/said-of-image.ts";
import {
  BORDERLINE_ABOVE,
  BORDERLINE_BELOW,
  NOT_JUDGED,
  NOT_READ,
  POSITIVE,
  readingWith,
} from "./study-findings.ts";

const ENGLISH = createTranslator("en", await loadCatalogue("en"));

const unsaid = (reading: Reading) => ({ reading, said: [] });

const saying = (
  { id, image }: Reading,
  kind: SaidOfImage["kind"],
  finding: Finding,
  createdBy: string | null = null,
): SaidOfImage => ({ image, reading: id, kind, finding, createdBy });

const READING = readingWith({
  Effusion: POSITIVE,
  Nodule: { ...POSITIVE, probability: 0.3 },
  Edema: BORDERLINE_ABOVE,
  Hernia: NOT_JUDGED,
});

describe("a draft from the findings", () => {
  test("says what is positive, borderline, negative and not judged, and that it is a draft", () => {
    const draft = draftImpression([unsaid(READING)], ENGLISH);
    expect(draft).toMatch(/^DRAFT .*Nobody has checked it yet\.\n\n/);
    expect(draft).toContain("suggests effusion (50%) and nodule (30%).");
    expect(draft).toContain("Could go either way: edema.");
    expect(draft).toContain("Not judged: hernia.");
    const negative = /Not suggested: (.*?)\./.exec(draft)?.[1] ?? "";
    expect(negative.split(/, and |, /)).toHaveLength(10);
    expect(negative).toContain("pleural thickening");
    expect(negative).not.toMatch(/%|effusion|nodule|edema|hernia/);
  });

  test("uses what people said: what they doubt is not suggested, what they saw is told", () => {
    const reading = readingWith({
      Effusion: POSITIVE,
      Nodule: POSITIVE,
      Edema: BORDERLINE_ABOVE,
      Fibrosis: BORDERLINE_BELOW,
    });
    const said = [
      saying(reading, "disagree", "Effusion"),
      saying(reading, "agree", "Effusion", "ben"),
      saying(reading, "disagree", "Edema"),
      saying(reading, "agree", "Edema"),
      saying(reading, "missed", "Mass"),
      { ...saying(reading, "disagree", "Nodule"), reading: "an earlier one" },
    ];
    const draft = draftImpression([{ reading, said }], ENGLISH);
    expect(draft).toContain("Seen by the reader: mass. Confirmed by the reader: edema.");
    expect(draft).toContain("The model suggests nodule (50%). Could go either way: fibrosis.");
    expect(draft).toContain("Not confirmed by the reader: effusion.");
    expect(/Not suggested: .*/.exec(draft)?.[0]).not.toMatch(/mass|effusion|edema|nodule/);
  });

  test.each(LANGUAGES)(
    "names what people doubt although nothing was found there, in %s",
    async (language) => {
      const translator = createTranslator(language, await loadCatalogue(language));
      const reading = readingWith({ Hernia: NOT_JUDGED, Mass: NOT_READ, Effusion: POSITIVE });
      const findings = ["Nodule", "Hernia", "Mass"] as const;
      const said = findings.map((finding) => saying(reading, "disagree", finding));
      const draft = draftImpression([{ reading, said }], translator);
      const names = new Intl.ListFormat(language).format(
        orderFindings(reading.findings, "verdict")
          .map(({ finding }) => finding)
          .filter((finding) => findings.some((one) => one === finding))
          .map((finding) => findingInSentence(finding, translator)),
      );
      expect(draft).toContain(translator.text("study.draft.disagreed", { findings: names }));
    },
  );

  test("names the four borderline findings nearest to being positive, and counts the others", () => {
    const rare = { operatingPoint: 0.01, probability: 0.02, borderline: true, positive: true };
    const reading = readingWith({
      Hernia: rare,
      Mass: { ...POSITIVE, probability: 0.02, operatingPoint: 0.01 },
      ...{ Edema: BORDERLINE_ABOVE, Nodule: BORDERLINE_BELOW, Fibrosis: BORDERLINE_BELOW },
      ...{ Effusion: BORDERLINE_BELOW, Pneumonia: BORDERLINE_BELOW },
    });
    const draft = draftImpression([unsaid(reading)], ENGLISH);
    const [, named = ""] = /Could go either way: (.*?)\./.exec(draft) ?? [];
    expect(named).toMatch(/^hernia, edema, \w+, \w+, and 2 others$/);
    expect(draft).toContain("The model suggests mass.");
    expect(draft).not.toContain("%");
  });

  test("does not take the absence of findings for health", () => {
    expect(draftImpression([unsaid(readingWith({}))], ENGLISH)).toContain(
      "does not exclude disease",
    );
  });

  test("says nothing of findings where a model has no operating points", () => {
    const findings = READING.findings.map((one) => ({ ...one, operatingPoint: null }));
    const draft = draftImpression([unsaid({ ...READING, findings })], ENGLISH);
    expect(draft).toContain("no operating points");
    expect(draft).not.toMatch(/suggest|either way|exclude/);
  });

  test("says that an image was read although it was refused, and tells images apart", () => {
    const refusal = { code: "RADIOGRAPH_TURNED", message: "it looks turned" };
    const { radiograph } = READING;
    const second = readingWith(
      { Mass: NOT_READ },
      { refusal, radiograph: { ...radiograph, view: "AP" } },
    );
    const draft = draftImpression([unsaid(READING), unsaid(second)], ENGLISH);
    expect(draft).toContain("\n\nImage 1: Frontal chest radiograph.");
    expect(draft).toMatch(/\n\nImage 2: Chest radiograph, AP view\. The model refused this image/);
  });

  test.each(LANGUAGES)("can be written in %s", async (language) => {
    const translator = createTranslator(language, await loadCatalogue(language));
    const draft = draftImpression([unsaid(READING)], translator);
    const names = READING.findings.map(({ finding }) => translator.finding(finding));
    for (const name of names) expect(draft.toLowerCase()).toContain(name.toLowerCase());
  });
});

describe("the mark of a draft", () => {
  const written = (translator: Translator) => {
    const draft = draftImpression([unsaid(READING)], translator);
    const marks = draftMarks(translator);
    return { impression: `Mine.\n\n${draft}`, language: "es", edition: 0, marks } as const;
  };

  test.each(LANGUAGES)(
    "is found and removed in %s, whatever the page's language",
    async (language) => {
      const draft = written(createTranslator(language, await loadCatalogue(language)));
      const marks = marksIn(draft, null, ENGLISH);
      expect(marks).toHaveLength(2);
      const rest = withoutMarks(draft.impression, marks);
      expect(rest).toMatch(/^Mine\.\n\n[^\n]+$/);
      expect(marksIn({ ...draft, impression: rest }, null, ENGLISH)).toEqual([]);
    },
  );

  test("is not asked about again once it was saved", () => {
    const draft = written(ENGLISH);
    expect(marksIn(draft, { impression: draft.impression }, ENGLISH)).toEqual([]);
    expect(marksIn({ ...draft, impression: "Nobody was ill." }, null, ENGLISH)).toEqual([]);
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
    const marks = ["DRAFT."];
    const draft = { impression: 'Ein "Satz"\nعربي', language: "ar", edition: 3, marks } as const;
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
