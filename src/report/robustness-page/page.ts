import { escapeMarkup } from "../../page/escape-markup.ts";
import { htmlTable } from "../../page/html-table.ts";
import { PAGE_STYLE } from "../../page/page-style.ts";
import type { Picture } from "../../page/picture.ts";
import { figure, outputName, withInterval } from "../evaluation-page/figures.ts";
import { RESEARCH_NOTICE } from "../words.ts";
import type { Example } from "./examples.node.ts";
import type { DisturbanceResult, RobustnessResult } from "./robustness-result.ts";
import { percent, robustnessSummary } from "./summary.ts";

/** One HTML file about what disturbances do to a model; it holds everything that it shows and has no script. */
export function robustnessPage(
  result: RobustnessResult,
  pictures: readonly (readonly Picture[])[],
  examples: readonly (readonly Example[])[],
): string {
  const { model, population, undisturbed, disturbances, replicates, seed } = result;
  const { meanAuroc, calibration } = undisturbed;
  const title = `Robustness of ${model.name} ${model.version} on ${population.dataset}${population.split === null ? "" : `, ${population.split}`}`;
  const [smallest, median, largest] = population.sides;
  const facts = [
    ["Radiographs", String(undisturbed.radiographs)],
    ["Patients", String(undisturbed.patients)],
    ["Labelled", String(population.labelled)],
    ["Without image", String(population.missing)],
    ...(population.drawn === null ? [] : [["Drawn by chance", String(population.drawn)]]),
    ...population.refused.map(({ code, radiographs }) => [`Refused: ${code}`, String(radiographs)]),
    [
      "Longer side",
      smallest === largest
        ? `${median} pixels`
        : `${smallest} to ${largest} pixels, median ${median}`,
    ],
    [
      `Mean AUROC of ${meanAuroc?.findings.length ?? 0} findings`,
      withInterval(meanAuroc?.value, meanAuroc?.interval),
    ],
    ["Mean calibration error", figure(calibration.findings.calibrationError)],
    ["Calibration error, any finding", figure(calibration.anyFinding.calibrationError)],
    ...(undisturbed.refusedByGate === null
      ? []
      : [["Refused by its gate (all figures are of all)", percent(undisturbed.refusedByGate)]]),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${PAGE_STYLE}${STYLE}</style>
</head>
<body>
<header>
<h1>${escapeMarkup(title)}</h1>
<p class="notice">${RESEARCH_NOTICE}</p>
<p class="facts">Graph ${model.sha256.slice(0, 16)}. Each radiograph is read as it is and disturbed, at its own size; labels stay the same.</p>
</header>
<main>
<article>
<h2>What harms most</h2>
${robustnessSummary(result)
  .map((sentence) => `<p class="said">${escapeMarkup(sentence)}</p>`)
  .join("\n")}
</article>
<article>
<h2>Undisturbed</h2>
<dl>${facts.map(([name = "", value = ""]) => `<div><dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd></div>`).join("")}</dl>
<p class="facts">${escapeMarkup(explanation(result))}</p>
</article>
${disturbances.map((disturbance, index) => section(disturbance, pictures[index] ?? [], examples[index] ?? [])).join("\n")}
</main>
<footer><p>${replicates} bootstrap replicates over patients, seed ${seed}. The pictures of a chest show a synthetic sample, at the median size of these radiographs.</p></footer>
</body>
</html>
`;
}

function explanation({ undisturbed }: RobustnessResult): string {
  const names = undisturbed.meanAuroc?.findings.map(outputName).join(", ");
  return [
    names === undefined ? "" : `Means are over the findings with 20 positives or more: ${names}.`,
    "Dashed: undisturbed. The band about a mean AUROC is the 95 percent interval of its difference from the undisturbed one, by paired bootstrap over patients; severities are many, so single intervals that just leave out 0 mean little.",
    "Calibration error over ten bins of equal mass: blue, the mean over those findings; orange, any finding.",
    "A changed decision: at least one finding is called on one side of the model's operating point undisturbed and on the other disturbed; the band is Wilson's interval.",
  ].join(" ");
}

function section(
  disturbance: DisturbanceResult,
  pictures: readonly Picture[],
  examples: readonly Example[],
): string {
  const { name, title, occurs, levels, leftOut } = disturbance;
  const drawn = pictures.map(
    (one) => `<figure><figcaption>${escapeMarkup(one.title)}</figcaption>${one.svg}</figure>`,
  );
  return `<article id="${escapeMarkup(name)}">
<h2>${escapeMarkup(title)}</h2>
<p class="facts first">${escapeMarkup(occurs)}</p>
${levels.length === 0 ? "" : `<div class="curves three">\n${drawn.join("\n")}\n</div>\n${exampleRow(examples)}\n<div class="wide" tabindex="0">${levelTable(disturbance)}</div>`}
${leftOut.length === 0 ? "" : `<p class="facts">Left out, because they change none of these radiographs: ${escapeMarkup(leftOut.join(", "))}.</p>`}
</article>`;
}

function exampleRow(examples: readonly Example[]): string {
  const figures = examples.map(
    ({ caption, png }) =>
      `<figure><img src="data:image/png;base64,${png.toString("base64")}" alt="Synthetic radiograph, ${escapeMarkup(caption)}"><figcaption>${escapeMarkup(caption)}</figcaption></figure>`,
  );
  return `<div class="examples">\n${figures.join("\n")}\n</div>`;
}

function levelTable({ levels }: DisturbanceResult): string {
  return htmlTable(
    [
      "Severity",
      "Radiographs changed",
      "Mean AUROC",
      "Difference",
      "Calibration error",
      "any finding",
      "Brier score",
      "any finding",
      "Changed decisions",
      "Median change of probability",
      "Refused by its gate",
    ],
    levels.map((level) => [
      level.inWords,
      String(level.changedRadiographs),
      figure(level.meanAuroc?.first),
      withInterval(level.meanAuroc?.difference, level.meanAuroc?.interval),
      figure(level.calibration.findings.calibrationError),
      figure(level.calibration.anyFinding.calibrationError),
      figure(level.calibration.findings.brierScore, 4),
      figure(level.calibration.anyFinding.brierScore, 4),
      percent(level.changedDecisions?.value),
      figure(level.medianProbabilityChange, 4),
      percent(level.refusedByGate),
    ]),
  );
}

const STYLE = `
thead th { white-space: normal; }
.said { margin: 0 0 10px; max-width: 90ch; }
.first { margin: -8px 0 14px; }
.three { grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); }
.examples { display: grid; grid-template-columns: repeat(auto-fill, minmax(96px, 1fr)); gap: 12px; margin: 18px 0; }
.examples img { display: block; width: 100%; height: auto; }
.examples figcaption { font-weight: 400; font-size: .8rem; color: var(--quiet); padding-top: 3px; }
`;
