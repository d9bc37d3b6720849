import { describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import { LANGUAGES } from "../../src/language/index.ts";
import { fontsFor, studyReportPage } from "../../src/report/study-report/index.node.ts";
import { personName, personText } from "../../src/report/study-report/person-text.ts";
import { readImage, reportOf, said, saying, translatorOf, wordsOf } from "./study-report-cases.ts";

const noFonts = () => "";
const sheet = { paper: null };

describe.each(LANGUAGES)("a study's report in %s", (language) => {
  test("names every finding in words, and runs the right way", async () => {
    const translator = await translatorOf(language);
    const html = studyReportPage(translator, reportOf([readImage(["Mass"])]), sheet, noFonts);
    expect(html).toContain(`<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">`);
    const words = wordsOf(html);
    for (const finding of FINDINGS) expect(words).toContain(translator.finding(finding));
    expect(words).toContain(translator.text("verdict.positive"));
    expect(words).toContain(translator.text("app.notice"));
    expect(words.includes(translator.text("app.unreviewed"))).toBe(language !== "en");
    // Nothing of it is fetched, and nothing of it runs.
    expect(html).not.toMatch(/<script|<link|https?:|url\((?!data:)/);
    expect(html).toContain("default-src 'none'");
  });
});

test("what is positive comes first, what is borderline next", async () => {
  const image = readImage(["Nodule"]);
  if (image.reading === null) throw new Error("it is read");
  const verdicts = { Hernia: "positive", Edema: "above", Mass: "not judged" } as const;
  const findings = FINDINGS.map((finding) =>
    saying(finding, Object.hasOwn(verdicts, finding) ? verdicts[finding as "Mass"] : "negative"),
  );
  const content = { ...image.reading.content, findings };
  const report = reportOf([{ ...image, reading: { ...image.reading, content } }]);
  const html = studyReportPage(await translatorOf("en"), report, sheet, noFonts);
  const order = [...html.matchAll(/<th scope="row">([^<]+)</g)].map((match) => match[1]);
  expect(order).toHaveLength(14);
  expect(order.slice(0, 2)).toEqual(["Hernia", "Edema"]);
  expect(order.at(-1)).toBe("Mass");
  expect(wordsOf(html)).toContain("42% (5% to 61%) 20%");
});

test("a text of a person stays text, whole, in its own direction, and turns nothing around it", async () => {
  const end = "the very end";
  const text = `</style><script>alert("x")</script>\u202eno cancer\u202c & more\n${"lang ".repeat(3900)}${end}`;
  const impression = {
    text,
    language: "he-IL",
    edition: 3,
    author: '"><b>o',
    createdAt: "2026-11-30T09:00:00.000Z",
  };
  const report = reportOf([readImage([], [said({ kind: "comment", text })])], {
    impression,
    patient: { name: "<i>\u2067Eve", id: "</style>1", birthDate: null, sex: "X", age: null },
  });
  const html = studyReportPage(await translatorOf("en"), report, sheet, noFonts);
  expect(html.match(/<\/style>/g)).toHaveLength(1);
  expect(html).not.toMatch(/<script|<b>|<i>\w|[\u202a-\u202e\u2067]/);
  expect(html).toContain('<div class="writing" lang="he-IL" dir="rtl">&lt;/style&gt;');
  const words = wordsOf(html);
  expect(words.split(end)).toHaveLength(3);
  expect(words).toContain('alert("x")');
  expect(words).toContain("no cancer & more");
});

test("an image that was not read says why in the report's language", async () => {
  const image = readImage([]);
  const error = { code: "NOT_A_CHEST_RADIOGRAPH", message: "hand.png looks like another." };
  const unread = { ...image, status: "refused", error, reading: null } as const;
  const strange = { ...unread, error: { code: "OUT_OF_WORDS", message: "<odd>" } };
  const spanish = await translatorOf("es");
  const html = studyReportPage(spanish, reportOf([unread, strange]), sheet, noFonts);
  expect(wordsOf(html)).toContain(spanish.text("refusal.NOT_A_CHEST_RADIOGRAPH"));
  expect(html).toContain('<span lang="en" dir="ltr">&lt;odd&gt;</span>');
});

test("notes on the image and a refusal that was overruled stand with the reading", async () => {
  const image = readImage([]);
  if (image.reading === null) throw new Error("it is read");
  const { content } = image.reading;
  const warnings = ["No window is given (0028,1050); the image's own range is shown, -12 to 4095."];
  const overruled = {
    ...content,
    model: { ...content.model, calibrated: false as const },
    refusal: { code: "RADIOGRAPH_TURNED", message: "it lies on its side" },
    radiograph: { ...content.radiograph, warnings },
  };
  const arabic = await translatorOf("ar");
  const report = reportOf([{ ...image, reading: { ...image.reading, content: overruled } }]);
  const words = wordsOf(studyReportPage(arabic, report, sheet, noFonts));
  expect(words).toContain(arabic.text("report.warning.range", { low: "-12", high: "4095" }));
  expect(words).toContain(arabic.text("refusal.RADIOGRAPH_TURNED"));
  expect(words).toContain(arabic.text("report.uncalibrated"));
});

test("frames that people drew are numbered alike on the picture and in what they said", async () => {
  const feedback = [
    said({ kind: "comment", text: "first" }),
    said({ kind: "missed", finding: "Nodule", box: [10, 20, 110, 220] }),
    said({ kind: "disagree", finding: "Mass", box: [1, 2, 3, 4], isCurrent: false }),
  ];
  const html = studyReportPage(
    await translatorOf("en"),
    reportOf([readImage(["Mass"], feedback)]),
    sheet,
    noFonts,
  );
  expect(html).toContain('viewBox="0 0 1400 700"');
  expect(html).toContain('x="10" y="20" width="100" height="200"');
  const words = wordsOf(html);
  expect(words).toContain("Missed by the program: Nodule · Frame 1");
  expect(words).toContain("Disagrees: Mass · Frame 2 · about an earlier reading");
  expect(words).toContain("each about 200 × 100 pixels");
});

test("a page brings the letters that it needs along, and no others", () => {
  expect(fontsFor("plain").match(/@font-face/g)).toHaveLength(1);
  expect(fontsFor("قلب").match(/@font-face/g)).toHaveLength(2);
  expect(fontsFor("قلب")).toContain("U+0600-06FF");
});

test("names of DICOM are written as people write them", () => {
  expect(personName("Meier^Anna^Maria^Dr.^Jr.")).toBe("Dr. Anna Maria Meier Jr.");
  expect(personName("Yamada^Tarou=山田^太郎")).toBe("Tarou Yamada");
  expect(personName("Smith")).toBe("Smith");
  expect(personText("a\u0000b\u0007\r\nc\u200f")).toBe("ab\nc\u200f");
});
