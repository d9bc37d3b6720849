import type { Translator } from "../../language/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import type { ReportImage, ReportReading } from "./study-report.ts";

/** Why an image was refused, in words; the program's own, which are English, where the catalogue has none. */
export function reasonInWords(
  { text, knows }: Translator,
  { code, message }: { readonly code: string; readonly message: string },
): string {
  const key = `refusal.${code}`;
  const words = knows(key)
    ? escapeMarkup(text(key))
    : `<span lang="en" dir="ltr">${escapeMarkup(message)}</span>`;
  return `${words} <span class="quiet small" dir="ltr">(${escapeMarkup(code)})</span>`;
}

/** What is to be known of an image before its reading is believed. */
export function imageWarnings(translator: Translator, { content }: ReportReading): string {
  const { text } = translator;
  const { refusal, radiograph, model } = content;
  const parts = [
    ...(refusal
      ? [filled(text("report.readAnyway", SLOT), reasonInWords(translator, refusal))]
      : []),
    ...(model.calibrated === false ? [escapeMarkup(text("report.uncalibrated"))] : []),
    ...radiograph.warnings.map((warning) => warningInWords(translator, warning)),
  ];
  if (parts.length === 0) return "";
  const lines = parts.map((part) => `<p class="warning">${part}</p>`);
  return `<h3>${escapeMarkup(text("report.warnings"))}</h3>\n${lines.join("\n")}`;
}

/** That an image was not read, and why. */
export function notRead(translator: Translator, { status, error }: ReportImage): string {
  const { text } = translator;
  const reason =
    error === null ? escapeMarkup(text(`status.${status}`)) : reasonInWords(translator, error);
  return `<p class="warning">${filled(text("report.notRead", SLOT), reason)}</p>`;
}

/** Stands where markup goes into a text, because texts of the catalogue are escaped as a whole. */
const SLOT = { reason: "\u0000" };

function filled(words: string, markup: string): string {
  return escapeMarkup(words).replace(SLOT.reason, () => markup);
}

/** What the reader of files notes, in English, as a text of the catalogue. */
function warningInWords({ text }: Translator, warning: string): string {
  const range = /the image's own range is shown, (-?[\d.e+-]+) to (-?[\d.e+-]+)\.$/.exec(warning);
  if (range !== null && !warning.startsWith("It has no header")) {
    const [, low = "", high = ""] = range;
    return escapeMarkup(text("report.warning.range", { low, high }));
  }
  const first = /^Of (\d+) (frames|pages) the first is read\.$/.exec(warning);
  if (first !== null) {
    return escapeMarkup(text("report.warning.first", { count: Number(first[1]) }));
  }
  return `<span lang="en" dir="ltr">${escapeMarkup(warning)}</span>`;
}
