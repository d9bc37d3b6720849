import { escapeMarkup } from "../../page/escape-markup.ts";
import { fitColour } from "./fit-colour.ts";
import { bestEpoch, type EpochReport, type FitHistory } from "./fit-history.ts";
import type { RunLog } from "./run-log.ts";
import { durationInWords, fixed } from "./words.ts";

/** A column of the epochs' tables, shown where the fit has something for it. */
interface Column {
  readonly title: string;
  readonly cell: (epoch: EpochReport) => string | null;
}

const COLUMNS: readonly Column[] = [
  { title: "Training loss", cell: ({ trainLoss }) => numeral(trainLoss) },
  { title: "Validation loss", cell: ({ validationLoss }) => numeral(validationLoss) },
  { title: "Validation AUROC", cell: ({ validationAuroc }) => numeral(validationAuroc) },
  { title: "Time", cell: ({ seconds }) => (seconds === null ? null : durationInWords(seconds)) },
];

/** Every finished epoch, a table for each fit; the last fit's is open. */
export function epochTables({ fits }: RunLog): string {
  const begun = fits.filter(({ results }) => results.length > 0);
  if (begun.length === 0) return "";
  const tables = fits.map((fit, index) =>
    fit.results.length === 0 ? "" : tableOf(fit, index, fit === begun.at(-1)),
  );
  return `<article>
<h2>Epochs</h2>
${tables.filter((table) => table !== "").join("\n")}
</article>`;
}

function tableOf(fit: FitHistory, index: number, isOpen: boolean): string {
  const { title, results } = fit;
  const columns = COLUMNS.filter(({ cell }) => results.some((epoch) => cell(epoch) !== null));
  const best = bestEpoch(fit);
  const rows = results.map(
    (epoch) =>
      `<tr${epoch === best ? ' class="best"' : ""}><th scope="row">${epoch.epoch}${epoch === best ? " (kept)" : ""}</th>${columns.map(({ cell }) => `<td>${cell(epoch) ?? "-"}</td>`).join("")}</tr>`,
  );
  return `<details${isOpen ? " open" : ""}><summary><span class="spot" style="background:${fitColour(index)}"></span>${escapeMarkup(title)}: ${summaryOf(fit, best)}</summary>
<div class="wide" tabindex="0"><table>
<thead><tr><th scope="col">Epoch</th>${columns.map((column) => `<th scope="col">${column.title}</th>`).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table></div></details>`;
}

function summaryOf({ results }: FitHistory, best: EpochReport | null): string {
  const count = results.length === 1 ? "1 epoch" : `${results.length} epochs`;
  if (best === null) return count;
  if (best.validationAuroc !== null)
    return `${count}, AUROC ${fixed(best.validationAuroc, 3)} in epoch ${best.epoch}`;
  const loss = best.validationLoss ?? best.trainLoss;
  return loss === null ? count : `${count}, loss ${fixed(loss, 4)} in epoch ${best.epoch}`;
}

function numeral(value: number | null): string | null {
  return value === null ? null : value.toFixed(4);
}
