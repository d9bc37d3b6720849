import {
  count,
  type DatasetStatistics,
  type LabelCount,
  type ValueCount,
} from "../../dataset/index.ts";
import { displayName } from "../../findings/index.ts";

/** Counts of a data set as lines for a terminal of 80 columns. */
export function statisticsTable(statistics: DatasetStatistics, title: string): string {
  const { radiographs, patients, findings, anyFinding, boxes, leftOut, radiographsPerPatient } =
    statistics;
  const { mean, median, most } = radiographsPerPatient;
  const together = oftenTogether(statistics).map((line) => `  ${line}`);
  return `${[
    `${title}: ${count(radiographs)} radiographs of ${count(patients)} patients`,
    `Radiographs per patient: ${mean.toFixed(1)} in the mean, ${median} in the median, ${most} at most.`,
    `View: ${valuesInWords(statistics.views)}.`,
    `Sex: ${valuesInWords(statistics.sexes)}.`,
    `Age: ${agesInWords(statistics)}.`,
    ...leftOut.map(({ reason, rows }) => `Left out: ${count(rows)} (${reason}).`),
    "",
    `${"".padEnd(19)}${["present", "patients", "absent", "uncertain", "unknown"].map((name) => name.padStart(10)).join("")}${"prevalence".padStart(11)}`,
    ...findings.map((one) => labelLine(displayName(one.finding), one)),
    labelLine("Any finding", anyFinding),
    ...(boxes.length === 0
      ? []
      : [
          "",
          `Boxes: ${boxes.map(({ finding, boxes: number }) => `${displayName(finding)} ${count(number)}`).join(", ")}.`,
        ]),
    ...(together.length === 0 ? [] : ["", "Most often together:", ...together]),
  ].join("\n")}\n`;
}

function labelLine(name: string, { prevalence, ...counts }: LabelCount): string {
  const { present, patients, absent, uncertain, unknown } = counts;
  const cells = [present, patients, absent, uncertain, unknown].map((cell) =>
    count(cell).padStart(10),
  );
  const share = prevalence === null ? "-" : `${(100 * prevalence).toFixed(2)} %`;
  return `${name.padEnd(19)}${cells.join("")}${share.padStart(11)}`;
}

function valuesInWords(values: readonly ValueCount[]): string {
  const total = values.reduce((sum, { radiographs }) => sum + radiographs, 0);
  if (total === 0) return "none";
  return values
    .map(
      ({ value, radiographs }) =>
        `${value ?? "unknown"} ${count(radiographs)} (${((100 * radiographs) / total).toFixed(1)} %)`,
    )
    .join(", ");
}

function agesInWords({
  ages: { quartiles, youngest, oldest, unknown },
}: DatasetStatistics): string {
  if (quartiles === null) return "unknown";
  const [low, median, high] = quartiles;
  const missing = unknown === 0 ? "" : `, unknown for ${count(unknown)}`;
  return `${median} in the median, half from ${low} to ${high}, ${youngest} to ${oldest} in all${missing}`;
}

/** The five pairs of findings that are seen together most often. */
function oftenTogether({ findings, together }: DatasetStatistics): string[] {
  return findings
    .flatMap(({ finding }, one) =>
      findings.slice(one + 1).map((other, offset) => ({
        names: `${displayName(finding)} and ${displayName(other.finding)}`,
        both: together[one]?.[one + 1 + offset] ?? 0,
      })),
    )
    .filter(({ both }) => both > 0)
    .sort((one, other) => other.both - one.both)
    .slice(0, 5)
    .map(({ names, both }) => `${names}: ${count(both)}`);
}
