import type { Labels } from "../label-map.ts";
import type { AdapterOptions, OfficialSplit } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { type Columns, readTable, type TableRow } from "../table.ts";
import { frontalView, type LeftOut, refuseRepeated, required } from "./cells.ts";
import { CHEXPERT_LABEL_COLUMNS, readChexpertLabels } from "./chexpert-labels.ts";
import { splitBySide } from "./official-splits.ts";
import { DEFAULT_POLICY } from "./uncertain.ts";

/**
 * MIMIC-CXR-JPG: 377,110 radiographs of 65,379 patients of Beth Israel Deaconess Medical Center, labels mined
 * from reports by two labelers.
 *
 * Johnson et al., "MIMIC-CXR-JPG, a large publicly available database of labeled chest radiographs",
 * arXiv:1901.07042, 2019.
 * Download: https://physionet.org/content/mimic-cxr-jpg/
 */
const STUDY_COLUMNS = {
  patientId: ["subject_id"],
  study: ["study_id"],
} satisfies Columns<string>;

/** The labels of each study, which all its images share, by study id. */
export type StudyLabels = ReadonlyMap<string, Labels>;

/** Reads mimic-cxr-2.0.0-chexpert.csv or -negbio.csv, a row per study. */
export function readMimicLabels(
  contents: string | Uint8Array,
  tableName: string,
  { onProblem, uncertain = DEFAULT_POLICY }: AdapterOptions = {},
): StudyLabels {
  const seen = new Map<string, number>();
  const columns = { ...STUDY_COLUMNS, ...CHEXPERT_LABEL_COLUMNS };
  const toEntry = (row: TableRow<keyof typeof columns>): [string, Labels] => {
    const study = required(row, "study", "the study id");
    refuseRepeated(seen, row, study);
    return [study, readChexpertLabels(row, uncertain, study)];
  };
  return new Map(readTable(contents, tableName, columns, toEntry, { onProblem }));
}

const IMAGE_COLUMNS = {
  ...STUDY_COLUMNS,
  image: ["dicom_id"],
  view: ["ViewPosition"],
} satisfies Columns<string>;

/**
 * Reads mimic-cxr-2.0.0-metadata.csv, a row per image: records of the frontal ones whose study has labels.
 * Only the views PA and AP are taken; those on the side, oblique or not given are left out and counted.
 */
export function readMimicMetadata(
  contents: string | Uint8Array,
  tableName: string,
  labelsOf: StudyLabels,
  leftOut: LeftOut,
  { onProblem }: AdapterOptions = {},
): RadiographRecord[] {
  const seen = new Map<string, number>();
  const toRecord = (row: TableRow<keyof typeof IMAGE_COLUMNS>): RadiographRecord | null => {
    const image = required(row, "image", "the image's dicom_id");
    const patientId = required(row, "patientId", "the subject_id");
    const study = required(row, "study", "the study_id");
    refuseRepeated(seen, row, image);
    const view = frontalView(row.cells.view);
    if (view === null) return leftOut.add(viewOf(row.cells.view));
    const labels = labelsOf.get(study);
    if (labels === undefined) return leftOut.add("study without labels");
    const fileName = `p${patientId.slice(0, 2)}/p${patientId}/s${study}/${image}.jpg`;
    return { fileName, patientId, ...labels, view, sex: null, age: null };
  };
  return readTable(contents, tableName, IMAGE_COLUMNS, toRecord, { onProblem });
}

function viewOf(view: string): string {
  if (view === "") return "view not given";
  return view === "LATERAL" || view === "LL" ? "lateral view" : "oblique or other view";
}

const SPLIT_COLUMNS = { image: ["dicom_id"], side: ["split"] } satisfies Columns<string>;
const SIDES = ["train", "validate", "test"];

/** Reads mimic-cxr-2.0.0-split.csv; its images without a record (laterals) are passed over. */
export function readMimicSplit(
  contents: string | Uint8Array,
  tableName: string,
  records: readonly RadiographRecord[],
  { onProblem }: AdapterOptions = {},
): OfficialSplit[] {
  const toEntry = (row: TableRow<keyof typeof SPLIT_COLUMNS>): [string, string] => {
    const { image, side } = row.cells;
    if (SIDES.includes(side)) return [image, side];
    throw row.error("ROW_MALFORMED", `"${side}" is not a side. It can be ${SIDES.join(", ")}.`, {
      side,
    });
  };
  const sideOf = new Map(readTable(contents, tableName, SPLIT_COLUMNS, toEntry, { onProblem }));
  return splitBySide("official", SIDES, records, ({ fileName }) => {
    const image = fileName.slice(fileName.lastIndexOf("/") + 1, -".jpg".length);
    return sideOf.get(image) ?? null;
  });
}
