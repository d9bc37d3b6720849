import type { Translator } from "../../language/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import { label, writing } from "./person-text.ts";
import type { ReportFeedback } from "./study-report.ts";

/** What people said of an image's reading, oldest first. */
export function imageFeedback(
  translator: Translator,
  feedback: readonly ReportFeedback[],
  time: (moment: string) => string,
): string {
  const { text } = translator;
  const title = `<h3>${escapeMarkup(text("report.feedback"))}</h3>`;
  if (feedback.length === 0) {
    return `${title}\n<p class="quiet">${escapeMarkup(text("report.feedback.none"))}</p>`;
  }
  let frames = 0;
  const items = feedback.map((one) => {
    const author = one.author === null ? escapeMarkup(text("report.noName")) : label(one.author);
    const about = [
      `<strong>${escapeMarkup(saidInWords(translator, one))}</strong>`,
      ...(one.box === null
        ? []
        : [escapeMarkup(text("report.feedback.box", { number: ++frames }))]),
      ...(one.isCurrent ? [] : [escapeMarkup(text("report.feedback.earlier"))]),
    ];
    return `<li>${about.join(" · ")} <span class="quiet small">${author} · ${escapeMarkup(time(one.createdAt))}</span>${one.text === null ? "" : writing(one.text, null)}</li>`;
  });
  return `${title}\n<ul class="said">\n${items.join("\n")}\n</ul>`;
}

function saidInWords(
  { text, finding }: Translator,
  { kind, finding: one }: ReportFeedback,
): string {
  if (one === null)
    return text(kind === "missed" ? "report.feedback.comment" : `report.feedback.${kind}`);
  const name = { finding: finding(one) };
  return kind === "missed"
    ? text("report.feedback.missed", name)
    : text(`report.feedback.${kind}On`, name);
}
