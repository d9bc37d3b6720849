import { displayName } from "../findings/index.ts";
import { escapeMarkup } from "../page/escape-markup.ts";
import type { FindingReading, Reading, RefusedFile } from "../reading/index.ts";
import { heatGradient } from "./colour-map.ts";
import {
  coarsenessInWords,
  intervalInWords,
  probabilityInWords,
  RESEARCH_NOTICE,
  UNCALIBRATED_NOTICE,
  verdictInWords,
} from "./words.ts";

/** Where a radiograph's pictures are, relative to the page. */
export interface PagePictures {
  readonly radiograph: string;
  readonly heatmaps: readonly {
    readonly finding: FindingReading;
    readonly file: string;
    readonly empty: boolean;
  }[];
}

/** The page up to its first reading. */
export function pageStart(title: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escapeMarkup(title)}</h1>
<p class="notice">${RESEARCH_NOTICE}</p>
<p class="legend"><span>no support</span><span class="scale" aria-hidden="true"></span><span>strongest region of that map</span></p>
<p class="explained">Each bar is a calibrated probability; the mark on it is the finding's operating point, from which on it counts as positive; the thin line is the probability's 95 percent interval (other fits, other patients to calibrate on). A finding whose interval crosses its operating point is borderline; a finding with too few examples has none and is not judged. Heatmaps are drawn for positive findings only. Colours tell where on one map, not how much: maps can't be compared with each other.</p>
</header>
<main>
`;
}

/** One reading: the radiograph, its 14 findings, the heatmaps that were drawn. */
export function readingSection(file: string, reading: Reading, pictures: PagePictures): string {
  const { radiograph, findings, abnormal, heatmaps, refusal } = reading;
  const size = `${radiograph.columns} x ${radiograph.rows} px ${radiograph.format.toUpperCase()}`;
  return `<article>
<h2>${escapeMarkup(file)}</h2>
<p class="facts">${size}${radiograph.view ? `, ${radiograph.view} view` : ""}. Any finding: <strong>${probabilityInWords(abnormal)}</strong></p>
${refusal ? `<p class="against"><strong>Read although the model refuses it.</strong> ${escapeMarkup(refusal.message)} <code>${escapeMarkup(refusal.code)}</code></p>` : ""}
${radiograph.warnings.map((warning) => `<p class="warning">${escapeMarkup(warning)}</p>`).join("\n")}
${reading.model.calibrated === false ? `<p class="warning">${UNCALIBRATED_NOTICE}</p>` : ""}
<div class="reading">
<figure class="radiograph"><img src="${pictures.radiograph}" alt="The radiograph ${escapeMarkup(file)}" loading="lazy"></figure>
<table>
<thead><tr><th scope="col">Finding</th><th scope="col">Probability</th><th scope="col" class="bars"><span class="hidden">Bar</span></th><th scope="col">Verdict</th></tr></thead>
<tbody>
${findings.map(findingRow).join("\n")}
</tbody>
</table>
</div>
<div class="heatmaps">
${pictures.heatmaps.map((heatmap) => heatmapFigure(heatmap, file)).join("\n")}
</div>
<p class="facts">${pictures.heatmaps.length === 0 ? "No finding reaches its operating point, so no map is drawn." : `Grad-CAM maps have ${coarsenessInWords(heatmaps, radiograph)}.`}</p>
</article>
`;
}

/** A refused file with the reason. */
export function refusalSection({ file, error }: RefusedFile): string {
  return `<article class="refused">
<h2>${escapeMarkup(file)}</h2>
<p><strong>Not read.</strong> ${escapeMarkup(error.message)} <code>${error.code}</code></p>
</article>
`;
}

/** The page after its last reading. */
export function pageEnd(model: Reading["model"] | null): string {
  const name = model
    ? `Read by ${escapeMarkup(model.name)} ${escapeMarkup(model.version)}, SHA-256 ${model.sha256.slice(0, 12)}. `
    : "";
  return `</main>
<footer><p>${name}${RESEARCH_NOTICE}</p></footer>
</body>
</html>
`;
}

function findingRow(reading: FindingReading): string {
  const { finding, probability, interval, operatingPoint, positive } = reading;
  const judged = operatingPoint !== null && operatingPoint < 1;
  const verdict = verdictInWords(reading);
  const said = verdict === "positive" ? "<strong>positive</strong>" : verdict;
  const between = interval
    ? `<span class="interval" style="left:${percent(interval.low)};width:${percent(interval.high - interval.low)}"></span>`
    : "";
  const mark = judged ? `<span class="mark" style="left:${percent(operatingPoint)}"></span>` : "";
  const label = `probability ${probabilityInWords(probability)}${interval ? ` (${intervalInWords(interval)})` : ""}, ${judged ? `operating point ${probabilityInWords(operatingPoint)}` : "no operating point"}`;
  return `<tr${positive ? ' class="positive"' : ""}><th scope="row">${displayName(finding)}</th><td>${probabilityInWords(probability)}</td><td class="bars"><span class="bar" role="img" aria-label="${label}"><span class="fill" style="width:${percent(probability ?? 0)}"></span>${between}${mark}</span></td><td>${said}</td></tr>`;
}

function heatmapFigure(
  { finding, file, empty }: PagePictures["heatmaps"][number],
  source: string,
): string {
  const name = displayName(finding.finding);
  return `<figure><img src="${file}" alt="Heatmap for ${name} on ${escapeMarkup(source)}" loading="lazy"><figcaption>${name} ${probabilityInWords(finding.probability)}${empty ? ": the map is empty, no region speaks for it" : ""}</figcaption></figure>`;
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)}%`;
}

const STYLE = `
:root { color-scheme: dark; --ink: #e8e6e1; --quiet: #a9a69f; --ground: #131416; --raised: #1d1f22; --line: #34373c; --accent: #f0a04b; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1180px; padding: 24px 20px 60px; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 4px; }
h2 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
.notice { margin: 0 0 16px; color: var(--accent); font-weight: 600; }
.explained, .facts, footer, figcaption { color: var(--quiet); font-size: .9rem; }
.explained { max-width: 68ch; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; font-size: .85rem; color: var(--quiet); margin: 0; }
.scale { flex: 0 1 200px; min-width: 100px; height: 12px; border-radius: 2px; background: ${heatGradient()}; border: 1px solid var(--line); }
article { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 18px; margin-top: 22px; }
.facts { margin: 2px 0 12px; }
.warning { color: var(--accent); font-size: .9rem; margin: 0 0 8px; }
.against { border-left: 4px solid var(--accent); padding-left: 10px; margin: 0 0 8px; }
.reading { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 20px; align-items: start; }
figure { margin: 0; }
img { display: block; width: 100%; height: auto; background: #000; border-radius: 4px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; font-weight: 400; padding: 4px 8px 4px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
thead th { color: var(--quiet); font-size: .85rem; }
tr.positive th, tr.positive td { font-weight: 600; }
td.bars { width: 50%; }
.bar { display: block; position: relative; height: 12px; background: #2b2e33; border-radius: 2px; }
.fill { position: absolute; inset: 0 auto 0 0; background: #6f7a88; border-radius: 2px; }
.positive .fill { background: var(--accent); }
.interval { position: absolute; top: 5px; height: 2px; background: #fff; opacity: .75; }
.mark { position: absolute; top: -3px; bottom: -3px; width: 2px; background: #fff; }
.heatmaps { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 14px; margin-top: 18px; }
figcaption { margin-top: 4px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
code { font-size: .85em; color: var(--quiet); }
@media (max-width: 760px) {
  body { padding: 16px 12px 40px; }
  article { padding: 12px; }
  .reading { grid-template-columns: minmax(0, 1fr); }
  table { font-size: .8rem; }
  thead th { font-size: .75rem; }
  th, td { padding-right: 6px; }
  td.bars { width: 26%; }
  td:last-child { white-space: normal; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --quiet: #444; --ground: #fff; --raised: #fff; --line: #bbb; --accent: #8a4b00; }
  .bar { background: #ddd; } .mark, .interval { background: #000; }
  article { break-inside: avoid; }
}
`;
