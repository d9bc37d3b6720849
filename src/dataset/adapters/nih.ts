import { FINDINGS, isFinding } from "../findings/index.ts";
import { count } from "./errors.ts";
import type { RadiographRecord } from "./records.ts";
import { closestName } from "./spelling.ts";
import { type Columns, readTable, type TableRow } from "./table.ts";

/**
 * NIH ChestX-ray14: 112,120 frontal radiographs of 30,805 patients, labels mined from reports.
 *
 * Wang et al., "ChestX-ray8: Hospital-scale Chest X-ray Database and Benchmarks on Weakly-Supervised
 * Classification and Localization of Common Thorax Diseases", CVPR 2017 (arXiv:1705.02315).
 * Download: https://nihcc.app.box.com/v/ChestXray-NIHCC
 */
const COLUMNS = {
  fileName: ["Image Index"],
  labels: ["Finding Labels"],
  patientId: ["Patient ID"],
  age: ["Patient Age"],
  sex: ["Patient Gender", "Patient Sex"],
  view: ["View Position"],
} satisfies Columns<string>;

type NihRow = TableRow<keyof typeof COLUMNS>;

const NO_FINDING = "No Finding";

/** The oldest age taken as true: the 2017 table has a few of 148 to 414 years. */
const OLDEST = 120;

/**
 * Reads the label table, Data_Entry_2017.csv or Data_Entry_2017_v2020.csv (uncompressed), into records in
 * the table's order. `tableName` is what errors call it.
 *
 * Every label is known here, present or absent: the provider has no "unknown".
 */
export function readNihTable(contents: string | Uint8Array, tableName: string): RadiographRecord[] {
  const rowOfImage = new Map<string, number>();
  return readTable(contents, tableName, COLUMNS, (row) => {
    const record = toRecord(row);
    const earlier = rowOfImage.get(record.fileName);
    if (earlier !== undefined) {
      throw row.error(
        "IMAGE_DUPLICATE",
        `"${record.fileName}" is in row ${count(earlier)} already. Keep one of the two.`,
        { fileName: record.fileName, earlier },
      );
    }
    rowOfImage.set(record.fileName, row.number);
    return record;
  });
}

function toRecord(row: NihRow): RadiographRecord {
  const { fileName, patientId } = row.cells;
  if (fileName === "") throw row.error("ROW_MALFORMED", "the image's file name is empty.");
  if (patientId === "") throw row.error("ROW_MALFORMED", "the patient id is empty.");
  return {
    fileName,
    patientId,
    ...parseLabels(row),
    view: oneOf(row, "view", ["PA", "AP"]),
    sex: oneOf(row, "sex", ["F", "M"]),
    age: parseAge(row),
  };
}

/** "Cardiomegaly|Effusion" or "No Finding". */
function parseLabels(row: NihRow): Pick<RadiographRecord, "labels" | "anyFinding"> {
  const names = row.cells.labels.split("|").map((name) => name.trim());
  if (names.includes(NO_FINDING)) {
    if (names.length === 1) return { labels: FINDINGS.map(() => 0), anyFinding: 0 };
    throw row.error(
      "ROW_MALFORMED",
      `"${row.cells.labels}" says both "${NO_FINDING}" and a finding. Keep one of the two.`,
      { labels: row.cells.labels },
    );
  }
  for (const name of names) if (!isFinding(name)) throw unknownLabel(row, name);
  const present = new Set(names);
  return { labels: FINDINGS.map((finding) => (present.has(finding) ? 1 : 0)), anyFinding: 1 };
}

function unknownLabel(row: NihRow, label: string): Error {
  const meant = closestName(label, [...FINDINGS, NO_FINDING]);
  const cure =
    meant === null
      ? `The labels are ${FINDINGS.join(", ")} and "${NO_FINDING}", separated by "|".`
      : `Did you mean ${meant}?`;
  return row.error("LABEL_UNKNOWN", `"${label}" is not a finding. ${cure}`, { label, meant });
}

/** Whole years: "58" in the later tables, "058Y", "013M" or "021D" in the first. Beyond belief is unknown. */
function parseAge(row: NihRow): number | null {
  const { age } = row.cells;
  if (age === "") return null;
  const [, digits, unit = "Y"] = /^(\d+)([YMWD])?$/.exec(age) ?? [];
  if (digits === undefined) {
    throw row.error("ROW_MALFORMED", `"${age}" is not an age. Write whole years, e.g. 58.`, {
      age,
    });
  }
  const perYear = { Y: 1, M: 12, W: 52, D: 365 }[unit] ?? 1;
  const years = Math.floor(Number(digits) / perYear);
  return years <= OLDEST ? years : null;
}

/** An empty cell is unknown; anything else must be one of the values. */
function oneOf<Value extends string>(
  row: NihRow,
  column: "view" | "sex",
  values: readonly Value[],
): Value | null {
  const cell = row.cells[column];
  if (cell === "") return null;
  const value = values.find((candidate) => candidate === cell);
  if (value !== undefined) return value;
  throw row.error(
    "ROW_MALFORMED",
    `"${cell}" is not a ${column}. It can be ${values.join(" or ")}, or empty if unknown.`,
    { column, cell },
  );
}
