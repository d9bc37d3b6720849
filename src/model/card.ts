import { displayName } from "../findings/index.ts";
import type {
  EvaluationSummary,
  OutputDescription,
  RankingDescription,
  TrainedModelDescription,
} from "./description.ts";
import { recalibrationInWords } from "./recalibration-card.ts";

/** The card of a model that Thorascope trained, in Markdown: what it is and is not, and every figure of its description. */
export function modelCard(model: Omit<TrainedModelDescription, "graph">): string {
  const { title, name, version, findings, abnormal, evaluation, training, heatmaps, input } = model;
  const outputs = [
    ...findings.map(({ finding, ...output }) => ({ label: displayName(finding), ...output })),
    { label: "Any finding", ...abnormal },
  ];
  const sections = [
    `# ${title}`,
    `${name} ${version}. Research software, not a medical device: do not use it to diagnose or to decide on treatment.`,
    "## What it is",
    `Reads one frontal chest radiograph (DICOM, PNG, JPEG) and gives a calibrated probability for each of the 14 ChestX-ray14 findings, one for "any finding", and a heatmap for each finding. The radiograph is stretched to ${input.size} x ${input.size} pixels first: detail finer than that is not seen.`,
    `Learned from: ${training.dataset}. Network: ${training.network}; recipe \`${training.recipe}\`, seed ${training.seed}.`,
    list(training.notes),
    "## What it is not",
    list([
      "Not for lateral views, children, CT, or any other body part; it does not recognize all of them as such.",
      "Its labels were mined from reports by text processing; re-reading by radiologists puts their positive predictive value 10 to 30 points below what was first documented. A probability here is the probability that such a report would mention the finding, not that the finding is there.",
      `Its probabilities hold for the prevalence in the table below. Where a finding is rarer or more frequent they are too high or too low.`,
      `A heatmap has ${heatmaps.rows} x ${heatmaps.columns} cells (${heatmaps.method}). It shows which regions raised the score, not the outline of a lesion, and it can point at the wrong place.`,
      "No figure here speaks of how it does on another hospital's radiographs.",
    ]),
    "## How well it ranks",
    summaryTable(evaluation),
    spreadOf(evaluation),
    sourceTable(evaluation),
    probeInWords(evaluation),
    rankingTable(
      "Cross-validation",
      outputs.map(({ label, crossValidation }) => ({ label, ranking: crossValidation })),
    ),
    evaluation.heldOut &&
      rankingTable(
        "Held out",
        outputs.map(({ label, heldOut }) => ({ label, ranking: heldOut })),
      ),
    "AUROC: the chance that a radiograph with the finding scores above one without it, 0.5 is guessing. Intervals: 95 percent, bootstrap over patients. With fewer than 20 positives a figure means little.",
    "## Calibration and operating points",
    operatingPointTable(outputs),
    recalibrationInWords(model) ??
      "A finding without an operating point had fewer than 20 positives to choose it on and is never called positive. Fitted on out-of-fold predictions of the cross-validation: Platt scaling, its slope drawn towards 1 where positives are few; the operating point is where sensitivity + specificity is largest. Intervals: Wilson, 95 percent, which treat radiographs of one patient as independent.",
  ];
  return `${sections.filter((section) => section).join("\n\n")}\n`;
}

function summaryTable({ crossValidation, heldOut }: TrainedModelDescription["evaluation"]): string {
  const rows: [string, EvaluationSummary][] = [["Cross-validation", crossValidation]];
  if (heldOut) rows.push(["Held out", heldOut]);
  return table(
    [
      "",
      "radiographs",
      "patients",
      "mean AUROC of all findings",
      "mean AUROC of findings with 20 positives or more",
      "Brier score",
      "calibration error",
    ],
    rows.map(([label, summary]) => [
      `${label}: ${summary.population}`,
      String(summary.radiographs),
      String(summary.patients),
      mean(summary.meanAuroc),
      mean(summary.meanAurocOfFrequent),
      figure(summary.brierScore),
      figure(summary.calibrationError),
    ]),
  );
}

/** How far fits with other seeds lie from each other, and what they reach together. */
function spreadOf({ singleFits, crossValidation }: TrainedModelDescription["evaluation"]): string {
  if (singleFits === undefined) return "";
  const alone = singleFits.map((value) => figure(value)).join(", ");
  return `An ensemble of ${singleFits.length} networks that differ in their seeds: logits and heatmaps are the means of theirs. In cross-validation each alone reached a mean AUROC of ${alone} over the findings with 20 positives or more; together ${figure(crossValidation.meanAurocOfFrequent?.value ?? null)}.`;
}

/** Each data set alone. */
function sourceTable({ sources }: TrainedModelDescription["evaluation"]): string {
  if (sources === undefined) return "";
  const rows = sources.map(({ source, crossValidation, heldOut }) => [
    source,
    ...[crossValidation, heldOut].flatMap((summary) => [
      summary === null ? "" : String(summary.radiographs),
      mean(summary?.meanAurocOfFrequent ?? null),
    ]),
  ]);
  const header = [
    "data set",
    "cross-validation, radiographs",
    "mean AUROC of findings with 20 positives or more",
    "held out, radiographs",
    "mean AUROC",
  ];
  return `### By data set\n\n${table(header, rows)}`;
}

/** How far the network knows where a radiograph comes from. */
function probeInWords({ sourceProbe }: TrainedModelDescription["evaluation"]): string {
  if (sourceProbe === undefined) return "";
  return `From what the network sees, a linear layer tells the data sets apart with an AUROC of ${estimate(sourceProbe.auroc)} on patients that it did not learn from (${sourceProbe.radiographs} radiographs; 0.5 is guessing). The nearer to 1, the more a probability may say where a radiograph was taken instead of what it shows.`;
}

function rankingTable(
  title: string,
  rows: readonly { label: string; ranking: RankingDescription | null }[],
): string {
  const body = rows.map(({ label, ranking }) => [
    label,
    String(ranking?.positives ?? ""),
    estimate(ranking?.auroc ?? null),
    figure(ranking?.averagePrecision ?? null),
    ranking && ranking.radiographs > 0 ? figure(ranking.positives / ranking.radiographs) : "",
  ]);
  return `### ${title}\n\n${table(["finding", "positives", "AUROC", "average precision", "prevalence"], body)}`;
}

function operatingPointTable(rows: readonly (OutputDescription & { label: string })[]): string {
  return table(
    ["finding", "prevalence", "operating point", "sensitivity", "specificity"],
    rows.map(({ label, prevalence, operatingPoint: { probability, sensitivity, specificity } }) => [
      label,
      figure(prevalence),
      sensitivity ? figure(probability) : "none",
      estimate(sensitivity),
      estimate(specificity),
    ]),
  );
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function mean(value: EvaluationSummary["meanAuroc"]): string {
  return value ? `${estimate(value)} over ${value.findings}` : "";
}

function estimate(
  value: { value: number; interval: { low: number; high: number } | null } | null,
): string {
  if (!value) return "";
  const { interval } = value;
  return interval
    ? `${figure(value.value)} (${figure(interval.low)} to ${figure(interval.high)})`
    : figure(value.value);
}

function figure(value: number | null): string {
  return value === null ? "" : value.toFixed(3);
}
