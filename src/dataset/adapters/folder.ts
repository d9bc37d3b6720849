import { FINDINGS } from "../../findings/index.ts";
import {
  ALL_UNKNOWN,
  type LabelMap,
  type Labels,
  listedLabels,
  valuedLabels,
} from "../label-map.ts";
import type { AdapterOptions } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { readColumnNames, readTable, type TableRow } from "../table.ts";
import {
  type LeftOut,
  parseAge,
  parseSex,
  refuseRepeated,
  required,
  unknownLabel,
} from "./cells.ts";
import { FOLDER_LABELS, findColumns, labelNamed } from "./folder-columns.ts";
import { DEFAULT_POLICY, resolveUncertain } from "./uncertain.ts";

/** The records of a table of one's own, and whether it says who the patients are. */
export interface FolderRecords {
  readonly records: readonly RadiographRecord[];
  readonly hasPatients: boolean;
}

/**
 * A folder of images and a table of one's own: a column "file" (or "image", "path"), and either a column per
 * finding, with 1, 0, numbers between them, -1 for uncertain or nothing for unknown, or one column "labels" with
 * names separated by "|". "patient", "view", "sex" and "age" may be there. "No Finding" makes empty cells absent, but
 * not those that say "nan".
 *
 * In a column "labels", what isn't named is absent, but a finding that no row of the table names is unknown:
 * nobody seems to have looked for it. An empty cell is unknown. Without a column "patient", each image is a
 * patient of its own.
 */
export function readFolderTable(
  contents: string | Uint8Array,
  tableName: string,
  leftOut: LeftOut,
  options: AdapterOptions = {},
): FolderRecords {
  const { roles, labels } = findColumns(readColumnNames(contents, tableName), tableName);
  const columns: Record<string, readonly string[]> = { fileName: [roles.fileName ?? ""] };
  for (const role of ["labels", "patientId", "view", "sex", "age"] as const) {
    if (roles[role] !== null) columns[role] = [roles[role]];
  }
  for (const [label, column] of labels) columns[label] = [column];

  const seen = new Map<string, number>();
  const readLabels = labels.size > 0 ? valuedReader([...labels.keys()], options) : parseListed;
  const toDraft = (row: TableRow<string>) => {
    const fileName = required(row, "fileName", "the image's file name").replaceAll("\\", "/");
    refuseRepeated(seen, row, fileName);
    const view = parseView(row.cells.view ?? "", row);
    if (view === "lateral") return leftOut.add("lateral view");
    return {
      fileName,
      patientId: roles.patientId === null ? fileName : required(row, "patientId", "the patient"),
      meaning: readLabels(row, fileName),
      view,
      sex: roles.sex === null ? null : parseSex(row as TableRow<"sex">),
      age: roles.age === null ? null : parseAge(row as TableRow<"age">),
    };
  };
  const drafts = readTable(contents, tableName, columns, toDraft, options);

  const named = new Set(
    drafts.flatMap(({ meaning }) => ("labels" in meaning ? [] : meaning.listed)),
  );
  const meaningOf = listedLabels(only(named));
  const records = drafts.map(({ meaning, ...rest }): RadiographRecord => {
    if ("labels" in meaning) return { ...rest, ...meaning };
    return { ...rest, ...(meaning.listed.length === 0 ? ALL_UNKNOWN : meaningOf(meaning.listed)) };
  });
  return { records, hasPatients: roles.patientId !== null };
}

/** The map without the labels that a table doesn't speak of. */
function only(labels: ReadonlySet<string>): LabelMap {
  return Object.fromEntries(Object.entries(FOLDER_LABELS).filter(([label]) => labels.has(label)));
}

/** Reads the cells of the columns of findings. */
function valuedReader(
  labels: readonly string[],
  { uncertain = DEFAULT_POLICY }: AdapterOptions,
): (row: TableRow<string>, fileName: string) => Labels {
  const meaningOf = valuedLabels(only(new Set(labels)));
  return (row, fileName) => {
    const values = new Map(labels.map((label) => [label, parseValue(row, label)]));
    const meaning = meaningOf((label) => {
      const value = values.get(label) ?? Number.NaN;
      if (value !== -1) return value;
      return label === "No Finding"
        ? Number.NaN
        : resolveUncertain(uncertain, `${fileName} ${label}`);
    });
    const isLeftOpen = (label: string) => row.cells[label]?.toLowerCase() === "nan";
    const known = meaning.labels.map((label, index) =>
      isLeftOpen(FINDINGS[index] ?? "") ? Number.NaN : label,
    );
    return { ...meaning, labels: known };
  };
}

function parseValue(row: TableRow<string>, label: string): number {
  const cell = row.cells[label] ?? "";
  if (cell === "" || cell.toLowerCase() === "nan") return Number.NaN;
  const value = Number(cell);
  if (value === -1 || (value >= 0 && value <= 1)) return value;
  throw row.error(
    "ROW_MALFORMED",
    `"${cell}" is not a value of ${label}. It can be 1 (present), 0 (absent), a number between them, -1 (uncertain) or empty (unknown).`,
    { label, cell },
  );
}

/** "Effusion|Pleural thickening", "No Finding", or nothing if unknown. */
function parseListed(row: TableRow<string>): { readonly listed: readonly string[] } {
  const names = (row.cells.labels ?? "").split("|").map((name) => name.trim());
  const listed = names
    .filter((name) => name !== "")
    .map((name) => {
      const label = labelNamed(name);
      if (label === null) throw unknownLabel(row, name, FOLDER_LABELS);
      return label;
    });
  if (listed.includes("No Finding") && new Set(listed).size > 1) {
    throw row.error(
      "ROW_MALFORMED",
      `"${row.cells.labels}" says both "No Finding" and a finding. Keep one of the two.`,
      { labels: row.cells.labels },
    );
  }
  return { listed };
}

function parseView(cell: string, row: TableRow<string>): RadiographRecord["view"] | "lateral" {
  const view = cell.toUpperCase();
  if (view === "PA" || view === "AP") return view;
  if (view === "" || view === "UNKNOWN" || view === "FRONTAL") return null;
  if (["L", "LL", "RL", "LATERAL"].includes(view)) return "lateral";
  throw row.error(
    "ROW_MALFORMED",
    `"${cell}" is not a view. It can be PA, AP, frontal or lateral, or empty if unknown.`,
    { column: "view", cell },
  );
}
