import type { TextKey, Translator } from "../../language/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import { framePage, unreviewedNote } from "./page-frame.ts";
import { type PatientFinding, type PatientGroup, patientFindings } from "./patient-findings.ts";
import { label, personName } from "./person-text.ts";
import type { Sheet, StudyReport } from "./study-report.ts";

/** So many findings in sentences leave room for the largest letters, for the next smaller ones. */
const ROOMY = 3;
const SNUG = 6;

/** From so many on, the findings of a group stand in two columns. */
const COLUMNS = 3;

/** Most findings that the program could not tell about that are named: a long list frightens and says no more. */
const NEAREST = 4;

/** Longest name that is shown whole: the page is to stay one. */
const LONGEST_NAME = 80;

/** Groups whose findings are explained, one sentence each, in the order of the page; each with what is to be known. */
const TOLD: readonly { readonly group: PatientGroup; readonly note?: TextKey }[] = [
  { group: "confirmed" },
  { group: "missed" },
  { group: "marked", note: "patient.marked.text" },
  { group: "disputed" },
  { group: "doubted" },
];

/** Groups whose findings are only named. */
const NAMED = ["unclear", "unmarked", "unjudged"] as const;

/**
 * One page for the patient, in plain words: what was looked at, what was noticed, what it does not mean, what to do.
 * What clinicians wrote stands in the report alone: it was not written for this page.
 */
export function patientPage(
  translator: Translator,
  report: StudyReport,
  sheet: Sheet,
  fontsFor: (content: string) => string,
): string {
  const { text } = translator;
  const findings = patientFindings(report);
  const told = findings.filter(({ group }) => TOLD.some((one) => one.group === group));
  const content = `<header>
<h1>${escapeMarkup(text("patient.title"))}</h1>
<p class="subtitle">${escapeMarkup(text("patient.subtitle"))}</p>
${who(translator, report)}
<p class="first">${escapeMarkup(text("patient.first"))}</p>
${unreviewedNote(translator)}
</header>
<main>
${noticed(translator, report, findings)}
<h2>${escapeMarkup(text("patient.not"))}</h2>
<ul>
${lines(translator, ["patient.not.mark", "patient.not.clear", "patient.not.urgent"])}
</ul>
<h2>${escapeMarkup(text("patient.next"))}</h2>
<ul>
${lines(translator, ["patient.next.talk", "patient.next.medicine"])}
</ul>
<section class="help"><h2>${escapeMarkup(text("patient.help"))}</h2>
<p>${escapeMarkup(text("patient.help.text"))}</p></section>
</main>
${footer(translator, report)}`;
  return framePage(
    {
      translator,
      title: text("patient.title"),
      runningHead: "",
      kind:
        told.length <= ROOMY ? "patient" : told.length <= SNUG ? "patient snug" : "patient dense",
      sheet,
    },
    content,
    fontsFor(content),
  );
}

function who({ text, day }: Translator, { patient, studyDate }: StudyReport): string {
  const name = patient.name === null ? "" : personName(patient.name);
  const parts = [
    ...(name === "" ? [] : [`${escapeMarkup(text("patient.name"))}: ${label(shortened(name))}`]),
    ...(studyDate === null
      ? []
      : [`${escapeMarkup(text("patient.date"))}: ${label(day(studyDate))}`]),
  ];
  if (parts.length === 0) return "";
  return `<p class="who">${parts.map((part) => `<span>${part}</span>`).join("")}</p>`;
}

function shortened(name: string): string {
  const characters = [...name];
  return characters.length <= LONGEST_NAME
    ? name
    : `${characters.slice(0, LONGEST_NAME).join("")} …`;
}

function noticed(
  translator: Translator,
  { images }: StudyReport,
  findings: readonly PatientFinding[],
): string {
  const { text } = translator;
  const read = images.flatMap(({ reading }) => reading ?? []);
  const title = `<h2>${escapeMarkup(text("patient.noticed"))}</h2>`;
  if (read.length === 0) return `${title}\n${paragraph(text("patient.unread"))}`;
  const told = TOLD.map(({ group, note }) => {
    const own = findings.filter((one) => one.group === group);
    if (own.length === 0) return "";
    return `<h3>${escapeMarkup(text(`patient.${group}`))}</h3>
${note === undefined ? "" : paragraph(text(note))}
<ul${own.length < COLUMNS ? "" : ' class="columns"'}>
${own.map((one) => findingLine(translator, one)).join("\n")}
</ul>`;
  }).filter((part) => part !== "");
  const isDisagreed = images.some(({ feedback }) =>
    feedback.some((one) => one.isCurrent && one.kind === "disagree" && one.finding === null),
  );
  const nothing = findings.some(({ group }) => group === "unclear")
    ? "patient.noticed.unclear"
    : "patient.noticed.nothing";
  return `<h2>${escapeMarkup(text("patient.looked"))}</h2>
${paragraph(text("patient.looked.text", { count: read.length }))}
${read.length < images.length ? paragraph(text("patient.partlyUnread")) : ""}
${title}
${read.some(({ content }) => content.refusal !== undefined) ? paragraph(text("patient.unsure")) : ""}
${told.length === 0 ? paragraph(text(nothing)) : told.join("\n")}
${isDisagreed ? paragraph(text("patient.disagreed")) : ""}
${NAMED.map((group) => namedOnly(translator, group, findings)).join("\n")}`;
}

function findingLine(
  translator: Translator,
  { finding, group, probability }: PatientFinding,
): string {
  const { text } = translator;
  const among =
    group === "marked" && probability !== null
      ? ` ${text("patient.among", { count: Math.min(Math.max(Math.round(probability * 100), 1), 99) })}`
      : "";
  const name = text(`patient.finding.${finding}`);
  const capital = name.charAt(0).toLocaleUpperCase(translator.language) + name.slice(1);
  return `<li><strong>${escapeMarkup(capital)}.</strong> ${escapeMarkup(text(`patient.about.${finding}`) + among)}</li>`;
}

function namedOnly(
  { text, language }: Translator,
  group: (typeof NAMED)[number],
  findings: readonly PatientFinding[],
): string {
  const own = findings.filter((one) => one.group === group);
  if (own.length === 0) return "";
  const named =
    group === "unclear"
      ? own.toSorted((one, other) => other.nearness - one.nearness).slice(0, NEAREST)
      : own;
  const names = named.map(({ finding }) => text(`patient.finding.${finding}`));
  if (named.length < own.length) {
    names.push(text("patient.others", { count: own.length - named.length }));
  }
  const list = new Intl.ListFormat(language, { type: "conjunction" }).format(names);
  return `<p><strong>${escapeMarkup(text(`patient.${group}`))}</strong> ${escapeMarkup(list)}.</p>`;
}

function lines({ text }: Translator, keys: readonly TextKey[]): string {
  return keys.map((key) => `<li>${escapeMarkup(text(key))}</li>`).join("\n");
}

function paragraph(words: string): string {
  return `<p>${escapeMarkup(words)}</p>`;
}

function footer({ text, time }: Translator, { images, printedAt }: StudyReport): string {
  const [model] = images.flatMap(({ reading }) => reading?.content.model ?? []);
  const program =
    model === undefined ? "" : ` ${model.name} ${model.version}, ${model.sha256.slice(0, 12)}`;
  return `<footer class="quiet small">${label(text("app.name") + program)}. ${label(time(printedAt))}. ${escapeMarkup(text("app.notice"))}</footer>`;
}
