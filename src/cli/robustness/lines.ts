import {
  figure,
  percent,
  type RobustnessResult,
  robustnessSummary,
  withInterval,
} from "../../report/index.node.ts";
import { alignedTable } from "../aligned-table.ts";

/** An examination of robustness as lines for a terminal: first what harms most, then every level. */
export function robustnessLines(result: RobustnessResult): string {
  const { model, population, undisturbed, disturbances } = result;
  const refused = population.refused.reduce((sum, { radiographs }) => sum + radiographs, 0);
  const { meanAuroc, calibration } = undisturbed;
  const table = alignedTable([
    [
      "",
      "changed",
      "AUROC",
      "difference",
      "ECE",
      "ECE any",
      "Brier",
      "decisions",
      "median change",
      "refused",
    ],
    [
      "as they are",
      "",
      figure(meanAuroc?.value),
      "",
      figure(calibration.findings.calibrationError),
      figure(calibration.anyFinding.calibrationError),
      figure(calibration.findings.brierScore, 4),
      "",
      "",
      percent(undisturbed.refusedByGate),
    ],
    ...disturbances.flatMap(({ title, levels }) => [
      [title],
      ...levels.map((level) => [
        `  ${level.inWords}`,
        String(level.changedRadiographs),
        figure(level.meanAuroc?.first),
        withInterval(level.meanAuroc?.difference, level.meanAuroc?.interval),
        figure(level.calibration.findings.calibrationError),
        figure(level.calibration.anyFinding.calibrationError),
        figure(level.calibration.findings.brierScore, 4),
        percent(level.changedDecisions?.value),
        figure(level.medianProbabilityChange, 4),
        percent(level.refusedByGate),
      ]),
    ]),
  ]);
  const leftOut = disturbances.flatMap(({ title, leftOut: words }) =>
    words.length === 0 ? [] : [`${title}: ${words.join(", ")}`],
  );
  return [
    `${model.name} ${model.version} on ${population.dataset}${population.split === null ? "" : `, ${population.split}`}: ${undisturbed.radiographs} radiographs of ${undisturbed.patients} patients (${population.labelled} labelled, ${population.missing} without image, ${refused} refused${population.drawn === null ? "" : `, ${population.drawn} drawn`}), longer side ${population.sides[1]} pixels (median).`,
    "",
    ...robustnessSummary(result),
    "",
    table,
    "",
    `AUROC, ECE and Brier score: means over ${meanAuroc?.findings.length ?? 0} findings with 20 positives or more; difference with its 95 percent interval by paired bootstrap over patients. Decisions: radiographs on which the decision on at least one finding changes. Refused: by the model's gate; all other figures are of all radiographs.`,
    ...(leftOut.length === 0
      ? []
      : [`Left out, because they change none of these radiographs: ${leftOut.join("; ")}.`]),
    "",
  ].join("\n");
}
