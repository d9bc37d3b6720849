import { countPositives } from "./cases.ts";
import { type ClusteredAuroc, clusteredAuroc } from "./clustered-delong.ts";
import type { OutputToEvaluate } from "./evaluate-finding.ts";
import { decisionsAt } from "./predictive-values.ts";
import type { Share } from "./share.ts";

/** What radiographs differ in. */
export interface Grouping {
  /** E.g. "sex", or "sex and age". */
  readonly name: string;
  /** One per radiograph; null where it is not known, which is a group of its own. */
  readonly values: readonly (string | null)[];
}

/** Figures of the radiographs of one group. */
export interface Subgroup {
  readonly grouping: string;
  /** Null: not known. */
  readonly value: string | null;
  readonly radiographs: number;
  readonly patients: number;
  /**
   * Underdiagnosis: among radiographs with any finding, the share that is called free of findings. Null without
   * such radiographs, or without an operating point.
   */
  readonly falseNoFinding: Share | null;
  readonly findings: readonly SubgroupFinding[];
}

export interface SubgroupFinding {
  readonly name: string;
  readonly positives: number;
  readonly auroc: ClusteredAuroc | null;
  /** At the model's operating point: share of positives missed, and of negatives called positive. */
  readonly missed: Share | null;
  readonly falseAlarms: Share | null;
}

interface Subgroups {
  readonly findings: readonly OutputToEvaluate[];
  readonly anyFinding: OutputToEvaluate | null;
  readonly patientIds: readonly string[];
  readonly groupings: readonly Grouping[];
}

/**
 * Figures of each group of each grouping, groups in the order of their names, the unknown last.
 *
 * The false "no finding" rate comes first: it is where Seyyed-Kalantari et al. (Nature Medicine 27, 2021) found
 * that patients who are served worst are missed most.
 */
export function evaluateSubgroups({
  findings,
  anyFinding,
  patientIds,
  groupings,
}: Subgroups): Subgroup[] {
  return groupings.flatMap(({ name, values }) => {
    const groups = [...new Set(values)].sort(
      (a, b) => Number(a === null) - Number(b === null) || String(a).localeCompare(String(b), "en"),
    );
    return groups.map((value) => {
      const rows = [...values.keys()].filter((row) => values[row] === value);
      const patients = rows.map((row) => patientIds[row] ?? "");
      return {
        grouping: name,
        value,
        radiographs: rows.length,
        patients: new Set(patients).size,
        falseNoFinding: missedBy(anyFinding && selected(anyFinding, rows)),
        findings: findings.map((finding) => subgroupFinding(selected(finding, rows), patients)),
      };
    });
  });
}

function subgroupFinding(output: OutputToEvaluate, patients: readonly string[]): SubgroupFinding {
  const { name, logits, labels, operatingPoint, probabilities } = output;
  const at = operatingPoint === null ? null : decisionsAt(operatingPoint, probabilities, labels);
  return {
    name,
    positives: countPositives(labels),
    auroc: clusteredAuroc({ scores: logits, labels }, patients),
    missed: at?.sensitivity ? otherThan(at.sensitivity) : null,
    falseAlarms: at?.specificity ? otherThan(at.specificity) : null,
  };
}

function missedBy(output: OutputToEvaluate | null): Share | null {
  if (output === null || output.operatingPoint === null) return null;
  const { operatingPoint, probabilities, labels } = output;
  const { sensitivity } = decisionsAt(operatingPoint, probabilities, labels);
  return sensitivity && otherThan(sensitivity);
}

/** The share of those for whom it is not so. */
function otherThan({ value, correct, of, interval }: Share): Share {
  return {
    value: 1 - value,
    correct: of - correct,
    of,
    interval: { low: 1 - interval.high, high: 1 - interval.low },
  };
}

function selected(output: OutputToEvaluate, rows: readonly number[]): OutputToEvaluate {
  const of = (values: ArrayLike<number>) =>
    Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
  return {
    ...output,
    logits: of(output.logits),
    probabilities: of(output.probabilities),
    labels: of(output.labels),
  };
}
