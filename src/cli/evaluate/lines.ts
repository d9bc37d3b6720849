import {
  type EvaluationResult,
  figure,
  outputName,
  withInterval,
} from "../../report/index.node.ts";
import { alignedTable } from "../aligned-table.ts";
import { localizationLines } from "./localization-lines.ts";

/** An evaluation as lines for a terminal. */
export function evaluationLines({
  model,
  population,
  evaluation,
  withGated,
  comparison,
  localization,
}: EvaluationResult): string {
  const { findings, anyFinding, meanAuroc, meanAurocOfFrequent, subgroups } = evaluation;
  const refused = population.refused.reduce((sum, { radiographs }) => sum + radiographs, 0);
  const outputs = anyFinding === null ? findings : [...findings, anyFinding];
  const table = alignedTable([
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
      "borderline",
    ],
    ...outputs.map((output) => [
      outputName(output.name),
      String(output.positives),
      withInterval(output.auroc?.value, output.auroc?.bootstrap),
      figure(output.averagePrecision),
      figure(output.decisions?.sensitivity?.value),
      figure(output.decisions?.specificity?.value),
      figure(output.decisions?.positivePredictiveValue?.value),
      figure(output.decisions?.negativePredictiveValue?.value),
      figure(output.brierSkill),
      figure(output.calibrationError.equalMass),
      output.borderline ? String(output.borderline.radiographs) : "-",
    ]),
  ]);
  const meansOf = (means: Pick<typeof evaluation, "meanAuroc" | "meanAurocOfFrequent">) =>
    [
      ["mean AUROC of all findings", means.meanAuroc],
      ["mean AUROC of findings with 20 positives or more", means.meanAurocOfFrequent],
    ] as const;
  const more = (withGated?.radiographs ?? 0) - evaluation.radiographs;
  const means = [
    ...meansOf({ meanAuroc, meanAurocOfFrequent }),
    ...(withGated === null
      ? []
      : meansOf(withGated).map(
          ([what, mean]) => [`with the ${more} that its gate refuses, ${what}`, mean] as const,
        )),
  ];
  const groups = alignedTable([
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
    ...(localization === null ? [] : ["", localizationLines(localization)]),
    "",
  ].join("\n");
}

function comparisonLines(comparison: NonNullable<EvaluationResult["comparison"]>): string {
  const { against, meanAuroc, findings } = comparison;
  const table = alignedTable([
    ["", "this", "other", "difference", "p, corrected"],
    ...findings.map(({ name, first, second, difference, interval, correctedPValue }) => [
      outputName(name),
      figure(first),
      figure(second),
      withInterval(difference, interval),
      correctedPValue.toPrecision(2),
    ]),
  ]);
  return `Against ${against}: mean AUROC ${figure(meanAuroc?.first)} and ${figure(meanAuroc?.second)}, difference ${withInterval(meanAuroc?.difference, meanAuroc?.interval)}\n${table}`;
}
