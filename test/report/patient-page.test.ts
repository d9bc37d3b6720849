import { describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import { ENGLISH } from "../../src/language/en/index.ts";
import { LANGUAGES } from "../../src/language/index.ts";
import { patientPage, type ReportFeedback } from "../../src/report/study-report/index.node.ts";
import { patientFindings } from "../../src/report/study-report/patient-findings.ts";
import { readImage, reportOf, said, saying, translatorOf, wordsOf } from "./study-report-cases.ts";

const sheet = { paper: "a4" } as const;
const noFonts = () => "";

const agree = said({ kind: "agree", finding: "Effusion" });
const disagree = said({ kind: "disagree", finding: "Effusion" });
const other = { author: "haddad" };

/** What is said of an effusion, by what the program says and what people say. */
const CASES: readonly [
  verdict: Parameters<typeof saying>[1],
  feedback: readonly ReportFeedback[],
  group: string,
][] = [
  ["positive", [], "marked"],
  ["positive", [agree], "confirmed"],
  ["positive", [said({ kind: "agree" })], "confirmed"],
  ["positive", [disagree], "doubted"],
  ["positive", [agree, disagree], "doubted"],
  ["positive", [disagree, said({ kind: "agree" })], "doubted"],
  ["positive", [agree, { ...disagree, ...other }], "disputed"],
  ["positive", [said({ kind: "disagree" })], "marked"],
  ["positive", [said({ kind: "comment", text: "odd", finding: "Effusion" })], "marked"],
  ["positive", [said({ kind: "agree", finding: "Mass" })], "marked"],
  ["positive", [{ ...agree, isCurrent: false }], "marked"],
  ["above", [], "unclear"],
  ["above", [said({ kind: "agree" })], "unclear"],
  ["above", [agree], "confirmed"],
  ["above", [disagree], "doubted"],
  ["above", [agree, { ...disagree, ...other }], "disputed"],
  ["above", [said({ kind: "disagree" })], "unclear"],
  ["below", [], "unclear"],
  ["below", [agree], "unclear"],
  ["below", [disagree], "unmarked"],
  ["below", [agree, { ...disagree, ...other }], "unclear"],
  ["negative", [agree], "unmarked"],
  ["negative", [said({ kind: "missed", finding: "Effusion" })], "missed"],
  ["not judged", [], "unjudged"],
];

test.each(CASES)("an effusion that is %s, with %j, is %s", (verdict, feedback, group) => {
  const image = readImage([], feedback);
  if (image.reading === null) throw new Error("it is read");
  const findings = FINDINGS.map((finding) =>
    saying(finding, finding === "Effusion" ? verdict : "negative"),
  );
  const reading = { ...image.reading, content: { ...image.reading.content, findings } };
  const told = patientFindings(reportOf([{ ...image, reading }]));
  expect(told.find(({ finding }) => finding === "Effusion")?.group).toBe(group);
});

test("of several images what says more counts", () => {
  const told = patientFindings(
    reportOf([readImage([]), readImage(["Mass"]), readImage(["Mass"], [said({})])]),
  );
  expect(told.find(({ finding }) => finding === "Mass")?.group).toBe("confirmed");
  expect(told.find(({ finding }) => finding === "Nodule")?.group).toBe("unmarked");
});

describe.each(LANGUAGES)("the patient's page in %s", (language) => {
  test("tells of each of the 14 findings in everyday words, without a percentage", async () => {
    const translator = await translatorOf(language);
    const html = patientPage(translator, reportOf([readImage(FINDINGS)]), sheet, noFonts);
    const words = wordsOf(html).toLocaleLowerCase(language);
    for (const finding of FINDINGS) {
      const sentence = translator.text(`patient.about.${finding}`);
      expect(words).toContain(sentence.toLocaleLowerCase(language));
    }
    expect(words).not.toMatch(/[%٪]/);
    expect(words).toContain("100");
    expect(words).toContain("42");
    for (const key of ["patient.first", "patient.not.clear", "patient.help.text"] as const) {
      expect(words).toContain(translator.text(key).toLocaleLowerCase(language));
    }
  });

  test("calls nothing present that nobody has confirmed, and copies nothing of the report", async () => {
    const translator = await translatorOf(language);
    const impression = {
      text: "Malignant until proven otherwise.",
      language: "en",
      edition: 1,
      author: "okafor",
      createdAt: "2026-11-30T09:00:00.000Z",
    };
    const comment = said({ kind: "comment", text: "ugly" });
    const report = reportOf([readImage(["Mass"], [comment])], { impression });
    const words = wordsOf(patientPage(translator, report, sheet, noFonts));
    expect(words).not.toMatch(/malignant|ugly|okafor/i);
    expect(words).toContain(translator.text("patient.marked.text"));
    expect(words).not.toContain(translator.text("patient.confirmed"));
    const agreed = reportOf([readImage(["Mass"], [said({ finding: "Mass" })])]);
    const after = wordsOf(patientPage(translator, agreed, sheet, noFonts));
    expect(after).toContain(translator.text("patient.confirmed"));
    expect(after).not.toContain(translator.text("patient.marked.text"));
  });
});

test("of more than four things that the program could not tell the nearest four are named, and the others counted", async () => {
  const image = readImage([]);
  if (image.reading === null) throw new Error("it is read");
  const { reading } = image;
  const english = await translatorOf("en");
  const pageWith = (count: number) => {
    const findings = FINDINGS.map((finding, index) => ({
      ...saying(finding, index < count ? "below" : "negative"),
      // The later it stands, the nearer.
      probability: 0.01 * (index + 1),
    }));
    const content = { ...reading.content, findings };
    return wordsOf(
      patientPage(
        english,
        reportOf([{ ...image, reading: { ...reading, content } }]),
        sheet,
        noFonts,
      ),
    );
  };
  const named = (index: number) => english.text(`patient.finding.${FINDINGS[index] ?? "Hernia"}`);
  expect(pageWith(6)).toContain(
    `could not tell about: ${[5, 4, 3, 2].map(named).join(", ")}, and 2 other things.`,
  );
  expect(pageWith(4)).toContain(
    `could not tell about: ${[3, 2, 1].map(named).join(", ")}, and ${named(0)}.`,
  );
});

test("a picture without a result says nothing about the patient", async () => {
  const refused = { ...readImage([]), status: "refused", reading: null } as const;
  const english = await translatorOf("en");
  const words = wordsOf(patientPage(english, reportOf([refused]), sheet, noFonts));
  expect(words).toContain(english.text("patient.unread"));
  expect(words).not.toContain(english.text("patient.noticed.nothing"));
  expect(words).toContain(english.text("patient.help.text"));
});

test("its English needs no more than seven years of school", () => {
  const texts = Object.entries(ENGLISH).flatMap(([key, text]) =>
    key.startsWith("patient.") ? [text.replace(/\{[^{}]*\{[^}]*\}.*?\}\}|\{\w+\}/g, "two")] : [],
  );
  const sentences = texts.flatMap((text) => text.split(/[.?!:;] |[.?!:;]$/)).filter(Boolean);
  const words = sentences.flatMap((sentence) => sentence.match(/[A-Za-z’-]+/g) ?? []);
  const syllables = words.map(
    (word) =>
      word
        .toLowerCase()
        .replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, "")
        .match(/[aeiouy]{1,2}/g)?.length ?? 1,
  );
  const total = syllables.reduce((sum, count) => sum + count, 0);
  // Kincaid et al., "Derivation of new readability formulas", 1975: years of school.
  const grade = 0.39 * (words.length / sentences.length) + 11.8 * (total / words.length) - 15.59;
  expect(words.length).toBeGreaterThan(400);
  expect(grade).toBeLessThan(7);
});
