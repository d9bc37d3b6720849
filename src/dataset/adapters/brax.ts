import type { AdapterOptions } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { type Columns, readTable, type TableRow } from "../table.ts";
import {
  frontalView,
  type LeftOut,
  parseAge,
  parseSex,
  refuseRepeated,
  required,
} from "./cells.ts";
import { CHEXPERT_LABEL_COLUMNS, readChexpertLabels } from "./chexpert-labels.ts";
import { DEFAULT_POLICY } from "./uncertain.ts";

/**
 * BRAX: 40,967 radiographs of 24,959 studies of Hospital Israelita Albert Einstein, São Paulo; labels mined from
 * Portuguese reports by the CheXpert labeler.
 *
 * Reis et al., "BRAX, Brazilian labeled chest x-ray dataset", Scientific Data 9, 2022
 * (doi:10.1038/s41597-022-01608-8).
 * Download: https://physionet.org/content/brax/
 */
const COLUMNS = {
  path: ["PngPath"],
  patientId: ["PatientID"],
  sex: ["PatientSex"],
  age: ["PatientAge"],
  view: ["ViewPosition"],
  ...CHEXPERT_LABEL_COLUMNS,
} satisfies Columns<string>;

/** The oldest patients' age, as the table has it, and the least that it can be. */
const OLDEST = { written: "85 or more", years: 85 };

/** Reads master_spreadsheet_update.csv: records of the frontal radiographs, by the names of the PNG files. */
export function readBraxTable(
  contents: string | Uint8Array,
  tableName: string,
  leftOut: LeftOut,
  { onProblem, uncertain = DEFAULT_POLICY }: AdapterOptions = {},
): RadiographRecord[] {
  const seen = new Map<string, number>();
  const toRecord = (row: TableRow<keyof typeof COLUMNS>): RadiographRecord | null => {
    const fileName = required(row, "path", "the PngPath").replace(/^images\//, "");
    const patientId = required(row, "patientId", "the PatientID");
    refuseRepeated(seen, row, fileName);
    const view = frontalView(row.cells.view);
    if (view === null) return leftOut.add(viewOf(row.cells.view));
    return {
      fileName,
      patientId,
      ...readChexpertLabels(row, uncertain, fileName),
      view,
      sex: parseSex(row),
      age: row.cells.age === OLDEST.written ? OLDEST.years : parseAge(row),
    };
  };
  return readTable(contents, tableName, COLUMNS, toRecord, { onProblem });
}

function viewOf(view: string): string {
  if (view === "") return "view not given";
  return ["LL", "RL", "L"].includes(view) ? "lateral view" : "oblique or other view";
}
