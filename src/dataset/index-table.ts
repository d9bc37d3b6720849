import { FINDINGS } from "../findings/index.ts";
import { csvCell } from "./csv-cell.ts";
import type { RadiographRecord } from "./records.ts";

/** A record, where its image is (null if it is not there), and its side of a split. */
export interface IndexedRecord extends RadiographRecord {
  readonly path: string | null;
  readonly side: string | null;
}

/**
 * A data set as a table in the words that all share, for spreadsheets and for the `csv` adapter: file,
 * path, patient, view, sex, age, side, one column per finding, and `No Finding`. Labels are 1, 0, a number
 * between, or empty where unknown; "nan" where unknown although nothing was found, which would make an empty one absent.
 */
export function indexTable(records: readonly IndexedRecord[]): string {
  const header = [
    "file",
    "path",
    "patient",
    "view",
    "sex",
    "age",
    "side",
    ...FINDINGS,
    "No Finding",
  ];
  const rows = records.map(
    ({ fileName, path, patientId, view, sex, age, side, labels, anyFinding }) =>
      [
        fileName,
        path,
        patientId,
        view,
        sex,
        age,
        side,
        ...FINDINGS.map(
          (_, index) => labelCell(labels[index]) ?? (anyFinding === 0 ? "nan" : null),
        ),
        labelCell(1 - anyFinding),
      ]
        .map(csvCell)
        .join(","),
  );
  return `${[header.join(","), ...rows].join("\n")}\n`;
}

function labelCell(label: number | undefined): number | null {
  return label === undefined || Number.isNaN(label) ? null : label;
}
