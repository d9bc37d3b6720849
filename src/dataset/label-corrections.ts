import { FINDINGS, type Finding } from "../findings/index.ts";
import { csvCell } from "./csv-cell.ts";
import { count, DatasetError, someOf } from "./errors.ts";
import type { RadiographRecord } from "./records.ts";
import { readTable, type TableRow } from "./table.ts";

/** Another label for a radiograph's finding than its table has, or less weight for it. */
export interface LabelCorrection {
  readonly fileName: string;
  readonly finding: Finding;
  /** 1 present, 0 absent, NaN unknown; null leaves the label as it is. */
  readonly label: number | null;
  /** What the label counts in the loss, 0 (nothing) to 1. */
  readonly weight: number;
}

/** Labels to learn from. */
export interface TaughtLabels {
  /** Rows of 14 findings and "any finding": 1 present, 0 absent, NaN unknown. */
  readonly rows: readonly Float32Array[];
  /** As many rows of what each label counts, 0 to 1; null where all count alike. */
  readonly weights: readonly Float32Array[] | null;
}

const COLUMNS = { file: ["file"], finding: ["finding"] } as const;
const OPTIONAL = { label: ["label"], weight: ["weight"] } as const;
const LABELS: Readonly<Record<string, number | null>> = {
  "": null,
  present: 1,
  absent: 0,
  unknown: Number.NaN,
};

/**
 * Reads a table of corrections with the columns file, finding, label (present, absent, unknown; empty for as it
 * is) and weight (0 to 1; empty for 1). The source's own tables stay as they are.
 *
 * @throws DatasetError `TABLE_MALFORMED`, `ROW_MALFORMED`, `LABEL_UNKNOWN`.
 */
export function parseCorrections(table: string | Uint8Array, name: string): LabelCorrection[] {
  const seen = new Set<string>();
  return readTable(
    table,
    name,
    COLUMNS,
    (row) => {
      const { file, finding } = row.cells;
      const key = `${file}\n${finding}`;
      if (seen.has(key))
        throw row.error(
          "ROW_MALFORMED",
          `${finding} of ${file} is corrected twice. Keep one of the two.`,
        );
      seen.add(key);
      return {
        fileName: file,
        finding: findingIn(row),
        label: labelIn(row),
        weight: weightIn(row),
      };
    },
    { optional: OPTIONAL },
  );
}

/** A table that `parseCorrections` reads. */
export function correctionsTable(corrections: readonly LabelCorrection[]): string {
  const wordOf = (label: number | null) =>
    Object.keys(LABELS).find((word) => Object.is(LABELS[word], label)) ?? "";
  const rows = corrections.map(({ fileName, finding, label, weight }) =>
    [fileName, finding, wordOf(label), weight === 1 ? null : weight].map(csvCell).join(","),
  );
  return `${["file,finding,label,weight", ...rows].join("\n")}\n`;
}

/**
 * The labels of some records with corrections put in. Where a finding was corrected, "any finding" follows: 1 if
 * one is present, 0 if all are absent and no other abnormality is known, else as it was.
 *
 * @throws DatasetError `IMAGE_UNLABELLED` where a correction is of a radiograph that is not in the data set.
 */
export function applyCorrections(
  records: readonly RadiographRecord[],
  corrections: readonly LabelCorrection[],
): TaughtLabels {
  const rows = records.map(({ labels, anyFinding }) => Float32Array.from([...labels, anyFinding]));
  const weights = records.map(() => new Float32Array(FINDINGS.length + 1).fill(1));
  const rowOf = new Map(records.map(({ fileName }, row) => [fileName, row]));
  const unknown = corrections.filter(({ fileName }) => !rowOf.has(fileName));
  if (unknown.length > 0)
    throw new DatasetError(
      "IMAGE_UNLABELLED",
      `${count(unknown.length)} corrections are of radiographs that are not learned from: ${someOf(unknown.map(({ fileName }) => fileName))}. Leave them out, or use the corrections with their own data set.`,
      { fileNames: unknown.map(({ fileName }) => fileName) },
    );
  const changed = new Set<number>();
  for (const { fileName, finding, label, weight } of corrections) {
    const row = rowOf.get(fileName) ?? 0;
    const column = FINDINGS.indexOf(finding);
    if (label !== null) {
      (rows[row] as Float32Array)[column] = label;
      changed.add(row);
    }
    (weights[row] as Float32Array)[column] = weight;
  }
  for (const row of changed) {
    const labels = rows[row] as Float32Array;
    labels[FINDINGS.length] = anyFindingOf(labels, records[row] as RadiographRecord);
  }
  const isWeighted = corrections.some(({ weight }) => weight !== 1);
  return { rows, weights: isWeighted ? weights : null };
}

/** A radiograph that was abnormal without any of the findings still is; only what the findings say can change. */
function anyFindingOf(labels: Float32Array, before: RadiographRecord): number {
  const now = labels.subarray(0, FINDINGS.length);
  if (now.some((label) => label === 1)) return 1;
  const wasByFindings = before.labels.some((label) => label === 1);
  if (!wasByFindings) return before.anyFinding;
  return now.every((label) => label === 0) ? 0 : Number.NaN;
}

type Row = TableRow<"file" | "finding" | "label" | "weight">;

function findingIn(row: Row): Finding {
  const finding = FINDINGS.find((name) => name === row.cells.finding);
  if (finding !== undefined) return finding;
  throw row.error(
    "LABEL_UNKNOWN",
    `"${row.cells.finding}" is no finding. Use one of ${FINDINGS.join(", ")}.`,
  );
}

function labelIn(row: Row): number | null {
  const label = LABELS[row.cells.label];
  if (label !== undefined) return label;
  throw row.error(
    "ROW_MALFORMED",
    `label "${row.cells.label}": give present, absent or unknown, or nothing to keep the label.`,
  );
}

function weightIn(row: Row): number {
  const { weight } = row.cells;
  if (weight === "") return 1;
  const value = Number(weight);
  if (value >= 0 && value <= 1) return value;
  throw row.error(
    "ROW_MALFORMED",
    `weight "${weight}": give a number from 0 to 1, or nothing for 1.`,
  );
}
