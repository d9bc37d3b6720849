import type { Interval } from "../../evaluation/index.ts";
import { displayName, FINDINGS } from "../../findings/index.ts";
import type { EvaluationResult } from "../../report/index.node.ts";

/** An evaluation as lines for a terminal. */
export function evaluationLines({
  model,
  population,
  evaluation,
  comparison,
}: EvaluationResult): string {
  const { findings, anyFinding, meanAuroc, meanAurocOfFrequent, subgroups } = evaluation;
  const refused = population.refused.reduce((sum, { radiographs }) => sum + radiographs, 0);
  const outputs = anyFinding === null ? findings : [...findings, anyFinding];
  const table = lined([
    [
      "",
      "positives",
      "AUROC",
      "AP",
      "sensitivity",
      "specificity",
      "PPV",
      "NPV",
      "Brier skill",
      "ECE",
    ],
    ...outputs.map((output) => [
      nameOf(output.name),
      String(output.positives),
      withInterval(output.auroc?.value, output.auroc?.bootstrap),
      figure(output.averagePrecision),
      figure(output.decisions?.sensitivity?.value),
      figure(output.decisions?.specificity?.value),
      figure(output.decisions?.positivePredictiveValue?.value),
      figure(output.decisions?.negativePredictiveValue?.value),
      figure(output.brierSkill),
      figure(output.calibrationError.equalMass),
    ]),
  ]);
  const means = [
    ["mean AUROC of all findings", meanAuroc],
    ["mean AUROC of findings with 20 positives or more", meanAurocOfFrequent],
  ] as const;
  const groups = lined([
    ["", "", "radiographs", "patients", "called free of findings, of those with any"],
    ...subgroups.map((group) => [
      group.grouping,
      group.value ?? "unknown",
      String(group.radiographs),
      String(group.patients),
      withInterval(group.falseNoFinding?.value, group.falseNoFinding?.interval),
    ]),
  ]);
  return [
    `${model.name} ${model.version} on ${population.dataset}${population.split === null ? "" : `, ${population.split}`}: ${evaluation.radiographs} radiographs of ${evaluation.patients} patients (${population.labelled} labelled, ${population.missing} without image, ${refused} refused).`,
    "",
    table,
    ...means.map(
      ([what, mean]) =>
        `${what}: ${withInterval(mean?.value, mean?.interval)}${mean === null ? "" : ` over ${mean.findings}`}`,
    ),
    ...(subgroups.length === 0 ? [] : ["", groups]),
    ...(comparison === null ? [] : ["", comparisonLines(comparison)]),
    "",
  ].join("\n");
}

function comparisonLines(comparison: NonNullable<EvaluationResult["comparison"]>): string {
  const { against, meanAuroc, findings } = comparison;
  const table = lined([
    ["", "this", "other", "difference", "p, corrected"],
    ...findings.map(({ name, first, second, difference, interval, correctedPValue }) => [
      nameOf(name),
      figure(first),
      figure(second),
      withInterval(difference, interval),
      correctedPValue.toPrecision(2),
    ]),
  ]);
  return `Against ${against}: mean AUROC ${figure(meanAuroc?.first)} and ${figure(meanAuroc?.second)}, difference ${withInterval(meanAuroc?.difference, meanAuroc?.interval)}\n${table}`;
}

function nameOf(name: string): string {
  const finding = FINDINGS.find((one) => one === name);
  return finding === undefined ? name : displayName(finding);
}

function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? "-" : value.toFixed(3);
}

function withInterval(value: number | undefined, interval: Interval | null | undefined): string {
  if (value === undefined) return "-";
  return interval
    ? `${figure(value)} (${figure(interval.low)} to ${figure(interval.high)})`
    : figure(value);
}

/** Columns that stand under each other, the first to the left. */
function lined(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
