import {
  ENOUGH_POSITIVES,
  type EvaluatedOutput,
  type Interval,
  type Subgroup,
} from "../../evaluation/index.ts";
import { escapeMarkup } from "../../page/escape-markup.ts";
import { htmlTable } from "../../page/html-table.ts";
import { PAGE_STYLE } from "../../page/page-style.ts";
import type { Picture } from "../../page/picture.ts";
import { RESEARCH_NOTICE } from "../words.ts";
import type { EvaluationResult } from "./evaluation-result.ts";
import { figure, intervalOnly, outputName, withInterval } from "./figures.ts";
import type { EvaluationPictures } from "./pictures.ts";

/**
 * One HTML file about how good a model is; it holds everything that it shows and has no script.
 *
 * @param localization the section about heatmaps and boxes; empty without any.
 */
export function evaluationPage(
  result: EvaluationResult,
  pictures: EvaluationPictures,
  localization = "",
): string {
  const { model, population, evaluation, withGated, comparison } = result;
  const { findings, anyFinding, meanAuroc, meanAurocOfFrequent, subgroups } = evaluation;
  const outputs = anyFinding === null ? findings : [...findings, anyFinding];
  const title = `${model.name} ${model.version} on ${population.dataset}${population.split === null ? "" : `, ${population.split}`}`;
  const facts = [
    ["Radiographs", String(evaluation.radiographs)],
    ["Patients", String(evaluation.patients)],
    ["Labelled", String(population.labelled)],
    ["Without image", String(population.missing)],
    ...population.refused.map(({ code, radiographs, withFinding }) => [
      `Refused: ${code}`,
      `${radiographs}, ${withFinding} of them with a finding`,
    ]),
    ["Mean AUROC, all findings", withInterval(meanAuroc?.value, meanAuroc?.interval)],
    [
      "Mean AUROC, 20 positives or more",
      withInterval(meanAurocOfFrequent?.value, meanAurocOfFrequent?.interval),
    ],
    ...(withGated === null
      ? []
      : [
          [
            "The same with those that its gate refuses",
            withInterval(
              withGated.meanAurocOfFrequent?.value,
              withGated.meanAurocOfFrequent?.interval,
            ),
          ],
        ]),
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
<p class="facts">Graph ${model.sha256.slice(0, 16)}. Labels of public data sets are mined from reports and err; figures are of these radiographs and say nothing of another hospital's.</p>
</header>
<main>
<article>
<h2>Population</h2>
<dl>${facts.map(([name = "", value = ""]) => `<div><dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd></div>`).join("")}</dl>
</article>
<article>
<h2>Overview</h2>
${figures(pictures.overview, "curves")}
</article>
${section("Ranking", rankingTable(outputs), "AUROC: the chance that a radiograph with the finding scores above one without. Intervals, 95 percent: bootstrap over patients, and DeLong's for clustered data (Obuchowski 1997). Average precision is to be read beside the prevalence, which guessing reaches. With fewer than 20 positives a figure means little.")}
${section("At the operating points", decisionTable(outputs), "Shares with Wilson's 95 percent intervals and counts. Predictive values hold for this prevalence; at 1, 5, 10 and 30 percent they would be those on the right if sensitivity and specificity stayed. Borderline: the probability's interval crosses the operating point; of so many the side they are on is wrong. Without them: on all others.")}
${section("Calibration", figures(pictures.reliability, "curves small") + calibrationTable(outputs), "Pictures: share with the finding against mean probability in ten bins of equal mass, each on its own scale; calibrated along the dashed line. Brier skill: 1 is perfect, 0 is always saying the prevalence. Calibration error over ten bins of equal mass and of equal width.")}
${pictures.decisions.length === 0 ? "" : section("Decision curves", figures(pictures.decisions, "curves small"), "Net benefit in true positives per radiograph (Vickers and Elkin 2006) of acting on the model's probability, and, dashed, of acting on all; 0 is acting on none. The model is of use where its line is above both.")}
${subgroups.length === 0 ? "" : section("Subgroups", subgroupTable(subgroups), 'First the false "no finding" rate: of radiographs with any finding, how many are called free of findings. Then the mean over findings with 20 positives or more in the group.')}
${comparison === null ? "" : section(`Against ${comparison.against}`, comparisonTable(comparison), `Mean AUROC of all findings: ${figure(comparison.meanAuroc?.first)} and ${figure(comparison.meanAuroc?.second)}, difference ${withInterval(comparison.meanAuroc?.difference, comparison.meanAuroc?.interval)} by paired bootstrap over patients. Findings: clustered DeLong, p-values corrected by Holm's method.`)}
${localization}
</main>
</body>
</html>
`;
}

export function section(title: string, table: string, explained: string): string {
  return `<article>
<h2>${escapeMarkup(title)}</h2>
<div class="wide" tabindex="0">${table}</div>
<p class="facts">${escapeMarkup(explained)}</p>
</article>`;
}

export function figures(pictures: readonly Picture[], kind: string): string {
  if (pictures.length === 0) return "";
  const drawn = pictures.map(
    ({ title, svg }) => `<figure><figcaption>${escapeMarkup(title)}</figcaption>${svg}</figure>`,
  );
  return `<div class="${kind}">\n${drawn.join("\n")}\n</div>`;
}

function rankingTable(outputs: readonly EvaluatedOutput[]): string {
  return htmlTable(
    [
      "Finding",
      "Positives",
      "Negatives",
      "Unknown",
      "AUROC, bootstrap",
      "DeLong",
      "Average precision",
      "Prevalence",
    ],
    outputs.map((output) => [
      outputName(output.name),
      String(output.positives),
      String(output.negatives),
      String(output.unknown),
      withInterval(output.auroc?.value, output.auroc?.bootstrap),
      intervalOnly(output.auroc?.delong?.interval),
      figure(output.averagePrecision),
      figure(output.prevalence),
    ]),
  );
}

function decisionTable(outputs: readonly EvaluatedOutput[]): string {
  const counted = (
    share: { value: number; interval: Interval; correct: number; of: number } | null | undefined,
  ) => (share ? `${withInterval(share.value, share.interval)} ${share.correct}/${share.of}` : "-");
  return htmlTable(
    [
      "Finding",
      "Point",
      "Sensitivity",
      "Specificity",
      "PPV",
      "NPV",
      "F1",
      "Borderline, wrong",
      "Sensitivity, specificity without",
      "PPV elsewhere",
      "NPV elsewhere",
    ],
    outputs.map(({ name, decisions, borderline, predictiveValues }) => [
      outputName(name),
      figure(decisions?.threshold),
      counted(decisions?.sensitivity),
      counted(decisions?.specificity),
      counted(decisions?.positivePredictiveValue),
      counted(decisions?.negativePredictiveValue),
      figure(decisions?.f1),
      borderline ? `${borderline.radiographs}, ${borderline.wrong}` : "-",
      borderline
        ? `${figure(borderline.clear.sensitivity?.value)}, ${figure(borderline.clear.specificity?.value)}`
        : "-",
      predictiveValues.map(({ positive }) => figure(positive)).join(", "),
      predictiveValues.map(({ negative }) => figure(negative)).join(", "),
    ]),
  );
}

function calibrationTable(outputs: readonly EvaluatedOutput[]): string {
  return htmlTable(
    ["Finding", "Brier score", "Brier skill", "Calibration error, mass", "width"],
    outputs.map(({ name, brierScore, brierSkill, calibrationError }) => [
      outputName(name),
      figure(brierScore, 4),
      figure(brierSkill),
      figure(calibrationError.equalMass, 4),
      figure(calibrationError.equalWidth, 4),
    ]),
  );
}

function subgroupTable(subgroups: readonly Subgroup[]): string {
  return htmlTable(
    ["Group", "Radiographs", "Patients", "False no finding", "Mean AUROC", "of findings"],
    subgroups.map(({ grouping, value, radiographs, patients, falseNoFinding, findings }) => {
      const frequent = findings.flatMap(({ positives, auroc }) =>
        positives >= ENOUGH_POSITIVES && auroc !== null ? [auroc.value] : [],
      );
      const mean = frequent.reduce((sum, one) => sum + one, 0) / frequent.length;
      return [
        `${grouping}: ${value ?? "unknown"}`,
        String(radiographs),
        String(patients),
        falseNoFinding
          ? `${withInterval(falseNoFinding.value, falseNoFinding.interval)} ${falseNoFinding.correct}/${falseNoFinding.of}`
          : "-",
        frequent.length === 0 ? "-" : figure(mean),
        String(frequent.length),
      ];
    }),
  );
}

function comparisonTable({ findings }: NonNullable<EvaluationResult["comparison"]>): string {
  return htmlTable(
    ["Finding", "This", "Other", "Difference", "p", "p, corrected"],
    findings.map(({ name, first, second, difference, interval, pValue, correctedPValue }) => [
      outputName(name),
      figure(first),
      figure(second),
      withInterval(difference, interval),
      pValue.toPrecision(2),
      correctedPValue.toPrecision(2),
    ]),
  );
}

const STYLE = `
.small { grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr)); margin-bottom: 18px; }
h3 { font-size: .95rem; margin: 20px 0 10px; }
.cases img { display: block; width: 100%; height: auto; }
.cases figcaption { margin-top: 6px; overflow-wrap: anywhere; }
.cases .facts { margin: 2px 0 0; }
.facts + .curves, .curves + .wide, .facts + .wide, .facts + details { margin-top: 14px; }
.marks { margin: 0 0 8px; max-width: 80ch; }
`;
