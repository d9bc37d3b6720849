import type { AdapterOptions, OfficialSplit } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { type Columns, readTable, type TableRow } from "../table.ts";
import { frontalView, type LeftOut, parseAge, parseSex, refuseRepeated } from "./cells.ts";
import { CHEXPERT_LABEL_COLUMNS, readChexpertLabels } from "./chexpert-labels.ts";
import { splitBySide } from "./official-splits.ts";
import { DEFAULT_POLICY } from "./uncertain.ts";

/**
 * CheXpert: 224,316 radiographs of 65,240 patients of Stanford Hospital, labels mined from reports; 234 images
 * of validation and 668 of test labelled by radiologists.
 *
 * Irvin et al., "CheXpert: A Large Chest Radiograph Dataset with Uncertainty Labels and Expert Comparison",
 * AAAI 2019 (arXiv:1901.07031).
 * Download: https://stanfordaimi.azurewebsites.net/datasets/8cbd9ed4-2eb9-4565-affc-111cf4f7ebe2
 */
const COLUMNS = { path: ["Path"], ...CHEXPERT_LABEL_COLUMNS } satisfies Columns<string>;

/** The radiologists' tables (test_labels.csv, val_labels.csv) have the path and the labels only. */
const OPTIONAL = {
  sex: ["Sex"],
  age: ["Age"],
  projection: ["Frontal/Lateral"],
  view: ["AP/PA"],
} satisfies Columns<string>;

type ChexpertRow = TableRow<keyof typeof COLUMNS | keyof typeof OPTIONAL>;

/** What was read so far of the tables of one data set: train, valid, test. */
export interface ChexpertRows {
  readonly seen: Map<string, number>;
  readonly leftOut: LeftOut;
}

/** Reads one of the tables: records of the frontal radiographs in its order; laterals are left out and counted. */
export function readChexpertTable(
  contents: string | Uint8Array,
  tableName: string,
  { seen, leftOut }: ChexpertRows,
  { onProblem, uncertain = DEFAULT_POLICY }: AdapterOptions = {},
): RadiographRecord[] {
  const toRecord = (row: ChexpertRow): RadiographRecord | null => {
    const { fileName, patientId } = parsePath(row);
    refuseRepeated(seen, row, fileName);
    if (isLateral(row)) return leftOut.add("lateral view");
    return {
      fileName,
      patientId,
      ...readChexpertLabels(row, uncertain, fileName),
      view: frontalView(row.cells.view),
      sex: parseSex(row),
      age: parseAge(row),
    };
  };
  return readTable(contents, tableName, COLUMNS, toRecord, { optional: OPTIONAL, onProblem });
}

/** "CheXpert-v1.0-small/train/patient00001/study1/view1_frontal.jpg": the name of the edition is no part of it. */
function parsePath(row: ChexpertRow): { readonly fileName: string; readonly patientId: string } {
  const { path } = row.cells;
  const [, fileName, patientId] =
    /(?:^|\/)((?:train|valid?|test)\/(patient\d+)\/study\d+\/[^/]+)$/.exec(path) ?? [];
  if (fileName !== undefined && patientId !== undefined) return { fileName, patientId };
  throw row.error(
    "ROW_MALFORMED",
    `"${path}" is not a path of CheXpert. It should end like train/patient00001/study1/view1_frontal.jpg.`,
    { path },
  );
}

function isLateral(row: ChexpertRow): boolean {
  const { projection, path } = row.cells;
  if (projection === "") return path.includes("_lateral.");
  if (projection === "Frontal" || projection === "Lateral") return projection === "Lateral";
  throw row.error(
    "ROW_MALFORMED",
    `"${projection}" is not a projection. It can be Frontal or Lateral.`,
    { projection },
  );
}

/** Train, valid and test are the first folders of the paths. */
export function chexpertSplit(records: readonly RadiographRecord[]): OfficialSplit[] {
  return splitBySide("official", ["train", "valid", "val", "test"], records, ({ fileName }) =>
    fileName.slice(0, fileName.indexOf("/")),
  );
}
