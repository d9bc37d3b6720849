import {
  count,
  type DatasetAdapter,
  type DatasetStatistics,
  type LabelCount,
} from "../../dataset/index.ts";
import { displayName } from "../../findings/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import { PAGE_STYLE } from "../../page/page-style.ts";
import type { Picture } from "../../page/picture.ts";

/** One HTML file about a data set; it holds everything that it shows and has no script. */
export function statisticsPage(
  statistics: DatasetStatistics,
  { title, citation, download }: Pick<DatasetAdapter, "title" | "citation" | "download">,
  pictures: readonly Picture[],
): string {
  const { radiographs, patients, findings, anyFinding, leftOut, views, sexes, ages } = statistics;
  const facts = [
    ["Radiographs", count(radiographs)],
    ["Patients", count(patients)],
    ...views.map(({ value, radiographs: of }) => [`View ${value ?? "unknown"}`, count(of)]),
    ...sexes.map(({ value, radiographs: of }) => [`Sex ${value ?? "unknown"}`, count(of)]),
    ["Median age", ages.quartiles === null ? "unknown" : `${ages.quartiles[1]} years`],
    ...leftOut.map(({ reason, rows }) => [`Left out: ${reason}`, count(rows)]),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}: what is in it</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeMarkup(title)}</h1>
<p class="what">${escapeMarkup(citation)}</p>
<p class="facts">${escapeMarkup(download)}</p>
</header>
<main>
<article>
<h2>Counts</h2>
<dl>${facts.map(([name = "", value = ""]) => `<div><dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd></div>`).join("")}</dl>
</article>
<article>
<h2>Pictures</h2>
<div class="curves">
${pictures.map((picture) => `<figure><figcaption>${escapeMarkup(picture.title)}</figcaption>${picture.svg}</figure>`).join("\n")}
</div>
</article>
<article>
<h2>Labels</h2>
<div class="wide" tabindex="0"><table>
<thead><tr><th scope="col">Finding</th>${["Present", "Patients", "Absent", "Uncertain", "Unknown", "Prevalence"].map((name) => `<th scope="col">${name}</th>`).join("")}</tr></thead>
<tbody>
${[...findings.map((one) => labelRow(displayName(one.finding), one)), labelRow("Any finding", anyFinding)].join("\n")}
</tbody>
</table></div>
<p class="facts">Prevalence is the share of present among the radiographs whose label is known. Patients have it on at least one radiograph.</p>
</article>
</main>
</body>
</html>
`;
}

function labelRow(name: string, { prevalence, ...counts }: LabelCount): string {
  const { present, patients, absent, uncertain, unknown } = counts;
  const share = prevalence === null ? "-" : `${(100 * prevalence).toFixed(2)} %`;
  const cells = [...[present, patients, absent, uncertain, unknown].map(count), share];
  return `<tr><th scope="row">${name}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}
