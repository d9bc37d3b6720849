import type { Translator } from "../../language/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import { findingsTable } from "./findings-table.ts";
import { imageFeedback } from "./image-feedback.ts";
import { imagePictures } from "./image-pictures.ts";
import { imageWarnings, notRead } from "./image-warnings.ts";
import { framePage, unreviewedNote } from "./page-frame.ts";
import { label, personName, writing } from "./person-text.ts";
import type { Impression, ReportImage, Sheet, StudyReport } from "./study-report.ts";

/** A study's report: for clinicians, on as many sheets as it takes. `fontsFor` gives the fonts of a content. */
export function studyReportPage(
  translator: Translator,
  report: StudyReport,
  sheet: Sheet,
  fontsFor: (content: string) => string,
): string {
  const { text, day } = translator;
  const time = zonedTime(translator);
  const { patient, studyDate, accessionNumber, images } = report;
  const names = [accessionNumber, studyDate && day(studyDate)].filter((name) => name !== null);
  const content = `<header>
<h1>${escapeMarkup(text("report.title"))}</h1>
<p class="notice">${escapeMarkup(text("app.notice"))}</p>
<p>${escapeMarkup(text("report.caution"))}</p>
${unreviewedNote(translator)}
${facts(translator, report, time)}
</header>
<main>
${impressionSection(translator, report.impression, time)}
${images.map((image, index) => imageSection(translator, image, [index + 1, images.length], time)).join("\n")}
</main>
${footer(translator, report, time)}`;
  const who = [patient.name && personName(patient.name), patient.id].filter((name) => name);
  return framePage(
    {
      translator,
      title: [text("report.title"), ...names].join(", "),
      runningHead: who.join(", "),
      kind: "report",
      sheet,
    },
    content,
    fontsFor(content),
  );
}

/** Moments with the zone that they are told in, for a report travels; kept apart from what is written around them. */
function zonedTime({ language }: Translator): (moment: string | Date) => string {
  const format = new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
  return (moment) => `\u2068${format.format(new Date(moment))}\u2069`;
}

function facts(
  { text, day }: Translator,
  { patient, studyDate, accessionNumber, receivedAt, images }: StudyReport,
  time: (moment: string) => string,
): string {
  const views = [
    ...new Set(images.flatMap(({ reading }) => reading?.content.radiograph.view ?? [])),
  ];
  const { sex, age, birthDate } = patient;
  const known = (value: string | null) =>
    value === null || value === "" ? escapeMarkup(text("report.notStated")) : label(value);
  const rows: readonly (readonly [name: string, value: string])[] = [
    [text("report.patient"), known(patient.name && personName(patient.name))],
    [text("report.patientId"), known(patient.id)],
    [text("report.birthDate"), known(birthDate && day(birthDate))],
    [text("report.age"), known(age === null ? null : text("report.years", { years: age }))],
    [
      text("report.sex"),
      known(sex === "F" || sex === "M" || sex === "O" ? text(`report.sex.${sex}`) : sex),
    ],
    [text("report.view"), known(views.join(", "))],
    [text("report.studyDate"), known(studyDate && day(studyDate))],
    [text("report.accession"), known(accessionNumber)],
    [text("report.received"), escapeMarkup(time(receivedAt))],
  ];
  return definitions(rows);
}

function definitions(rows: readonly (readonly [name: string, value: string])[]): string {
  const items = rows.map(
    ([name, value]) => `<div><dt>${escapeMarkup(name)}</dt><dd>${value}</dd></div>`,
  );
  return `<dl class="facts">\n${items.join("\n")}\n</dl>`;
}

function impressionSection(
  { text, language: ours }: Translator,
  impression: Impression | null,
  time: (moment: string) => string,
): string {
  const title = `<h2>${escapeMarkup(text("report.impression"))}</h2>`;
  if (impression === null) {
    return `<section class="impression">${title}
<p class="quiet">${escapeMarkup(text("report.impression.none"))}</p></section>`;
  }
  const { text: words, language, edition, author, createdAt } = impression;
  const written = text("report.impression.edition", {
    edition,
    author: author === null ? text("report.noName") : `\u2068${author}\u2069`,
    time: time(createdAt),
  });
  const foreign =
    language.toLowerCase().split("-")[0] === ours
      ? ""
      : ` ${text("report.impression.language", { language: languageName(language, ours) })}`;
  return `<section class="impression">${title}
${writing(words, language)}
<p class="quiet small">${escapeMarkup(written)}.${escapeMarkup(foreign)}</p></section>`;
}

/** A language's name in another, the tag itself where it has none. */
function languageName(tag: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames(inLanguage, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function imageSection(
  translator: Translator,
  image: ReportImage,
  [number, count]: readonly [number, number],
  time: (moment: string) => string,
): string {
  const { text } = translator;
  const { reading, feedback } = image;
  const title = count === 1 ? text("report.findings") : text("report.image", { number, count });
  const file = `<p class="quiet small">${escapeMarkup(text("report.file"))}: ${label(image.fileName)}</p>`;
  const parts =
    reading === null
      ? [notRead(translator, image)]
      : [
          findingsTable(translator, reading),
          imageWarnings(translator, reading),
          imagePictures(translator, reading, feedback),
        ];
  return `<section><h2>${escapeMarkup(title)}</h2>
${file}
${parts.join("\n")}
${imageFeedback(translator, feedback, time)}
</section>`;
}

function footer(
  { text }: Translator,
  { images, printedAt }: StudyReport,
  time: (moment: string | Date) => string,
): string {
  const readings = images.flatMap(({ reading }) => reading ?? []);
  const models = new Map(readings.map((one) => [one.content.model.sha256, one]));
  const parts = [...models.values()].map(({ content: { model }, createdAt }) =>
    definitions([
      [text("report.model"), label(model.name)],
      [text("report.version"), label(model.version)],
      [text("report.readAt"), escapeMarkup(time(createdAt))],
      ["SHA-256", `<span class="sha" dir="ltr">${escapeMarkup(model.sha256)}</span>`],
    ]).replace(/<div>(?=<dt>SHA)/, '<div class="wide">'),
  );
  return `<footer><h3>${escapeMarkup(text("report.about"))}</h3>
${parts.join("\n")}
<p class="quiet small">${escapeMarkup(text("report.printedAt"))}: ${escapeMarkup(time(printedAt))}. ${label(text("app.name"))}. ${escapeMarkup(text("app.notice"))}</p></footer>`;
}
