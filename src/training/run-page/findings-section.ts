import { displayName, FINDINGS } from "../../findings/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import { bestEpoch } from "./fit-history.ts";
import type { RunLog } from "./run-log.ts";
import { fixed } from "./words.ts";

/** AUROC of every finding on the validation radiographs of each fit, at the epoch that it keeps. */
export function findingsSection({ fits }: RunLog): string {
  const shown = fits.flatMap((fit) => {
    const best = bestEpoch(fit);
    return best === null || best.findings.length !== FINDINGS.length
      ? []
      : [{ title: fit.title, best }];
  });
  if (shown.length === 0) return "";
  const rows = FINDINGS.map(
    (finding, index) =>
      `<tr><th scope="row">${displayName(finding)}</th>${shown.map(({ best }) => `<td>${fixed(best.findings[index], 3)}</td>`).join("")}</tr>`,
  );
  const mean = shown.map(({ best }) => `<td>${fixed(best.validationAuroc, 3)}</td>`);
  return `<article>
<h2>Validation AUROC per finding</h2>
<div class="wide" tabindex="0"><table>
<thead><tr><th scope="col">Finding</th>${shown.map(({ title }) => `<th scope="col">${escapeMarkup(title)}</th>`).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
<tr class="best"><th scope="row">Mean</th>${mean.join("")}</tr>
</tbody>
</table></div>
<p class="facts">At the epoch that each fit keeps, which these radiographs chose: the evaluation of the finished run is on others. The mean leaves out findings with too few cases to measure; "-" has none.</p>
</article>`;
}
