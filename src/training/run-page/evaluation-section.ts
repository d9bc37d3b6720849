import type { EvaluationSummary } from "../../model/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import type { RunLog } from "./run-log.ts";
import { fixed } from "./words.ts";

/** How the finished model ranks radiographs that it did not learn from; nothing before the run is done. */
export function evaluationSection({ evaluation }: RunLog): string {
  if (evaluation === null) return "";
  const summaries: readonly (readonly [string, EvaluationSummary | null])[] = [
    ["Cross-validation", evaluation.crossValidation],
    ["Held out", evaluation.heldOut],
  ];
  const shown = summaries.flatMap(([name, summary]) =>
    summary === null ? [] : [{ name, summary }],
  );
  const row = (title: string, cell: (summary: EvaluationSummary) => string) =>
    `<tr><th scope="row">${title}</th>${shown.map(({ summary }) => `<td>${cell(summary)}</td>`).join("")}</tr>`;
  return `<article>
<h2>Evaluation</h2>
<table class="wrapped">
<thead><tr><td></td>${shown.map(({ name }) => `<th scope="col">${name}</th>`).join("")}</tr></thead>
<tbody>
${row("Population", ({ population }) => escapeMarkup(population))}
${row("Radiographs, patients", ({ radiographs, patients }) => `${radiographs}, ${patients}`)}
${row("Mean AUROC", ({ meanAuroc }) => mean(meanAuroc))}
${row("of findings with 20 positives or more", ({ meanAurocOfFrequent }) => mean(meanAurocOfFrequent))}
${row("Brier score", ({ brierScore }) => fixed(brierScore, 4))}
${row("Calibration error", ({ calibrationError }) => fixed(calibrationError, 4))}
</tbody>
</table>
<p class="facts">Intervals are of 95 percent, by bootstrap over patients. best/MODEL_CARD.md has every finding.</p>
</article>`;
}

function mean(estimate: EvaluationSummary["meanAuroc"]): string {
  if (!estimate) return "-";
  const { value, interval, findings } = estimate;
  const range = interval ? ` (${interval.low.toFixed(3)} to ${interval.high.toFixed(3)})` : "";
  return `<strong>${value.toFixed(3)}</strong>${range}, ${findings} findings`;
}
