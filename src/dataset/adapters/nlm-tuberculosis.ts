import { count } from "../errors.ts";
import { ABNORMAL, is, type LabelMap, type Labels, NORMAL, valuedLabels } from "../label-map.ts";
import type { AdapterOptions } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { type Columns, malformed, readColumnNames, readTable, type TableRow } from "../table.ts";
import { believable, refuseRepeated, required } from "./cells.ts";

/**
 * The two tuberculosis sets of the National Library of Medicine: Shenzhen, 662 PA and AP radiographs of as many
 * patients, and Montgomery County, 138 PA radiographs. A file's name ends in _0 if it is normal, in _1 if it shows
 * tuberculosis; of Shenzhen's abnormal ones a radiologist marked what is seen (Yang et al., 2022).
 *
 * Jaeger et al., "Two public chest X-ray datasets for computer-aided screening of pulmonary diseases",
 * Quantitative Imaging in Medicine and Surgery 4, 2014 (doi:10.3978/j.issn.2223-4292.2014.11.20).
 * Download: https://data.lhncbc.nlm.nih.gov/public/Tuberculosis-Chest-X-ray-Datasets/
 */
export const NLM_LABELS = {
  _0: NORMAL,
  _1: ABNORMAL,
  Pleural_Effusion: is("Effusion"),
  Apical_Thickening: is("Pleural_Thickening"),
  "Pleural_Thickening_(non-apical)": is("Pleural_Thickening"),
  "Single_Nodule_(non-calcified)": is("Nodule"),
  Calcified_Nodule: is("Nodule"),
  "Clustered_Nodule_(2mm-5mm_apart)": is("Nodule"),
  "Small_Infiltrate_(non-linear)": is("Infiltration"),
  "Moderate_Infiltrate_(non-linear)": is("Infiltration"),
  "Severe_Infiltrate_(Consolidation)": is("Infiltration", "Consolidation"),
} satisfies LabelMap;

type NlmLabel = keyof typeof NLM_LABELS;

/** What was marked in each image: the labels with a column of their own, 1 or 0, by the image's stem. */
export type NlmMarks = ReadonlyMap<string, ReadonlyMap<NlmLabel, number>>;

/** Reads Statistics_ShenzhenDataset_US.csv, a row per abnormal image; columns that map to nothing are passed over. */
export function readNlmMarks(
  contents: string | Uint8Array,
  tableName: string,
  { onProblem }: AdapterOptions = {},
): NlmMarks {
  const header = readColumnNames(contents, tableName);
  const labels = (Object.keys(NLM_LABELS) as NlmLabel[]).filter((label) => header.includes(label));
  const columns: Columns<string> = {
    image: ["imagename"],
    ...Object.fromEntries(labels.map((label) => [label, [label]])),
  };
  const seen = new Map<string, number>();
  const toEntry = (row: TableRow<string>): [string, ReadonlyMap<NlmLabel, number>] => {
    const image = required(row, "image", "the imagename");
    refuseRepeated(seen, row, image);
    const marks = labels.map((label): [NlmLabel, number] => [label, parseMark(row, label)]);
    return [image.replace(/\.png$/i, ""), new Map(marks)];
  };
  return new Map(readTable(contents, tableName, columns, toEntry, { onProblem }));
}

function parseMark(row: TableRow<string>, label: NlmLabel): number {
  const cell = row.cells[label] ?? "";
  if (cell === "") return Number.NaN;
  if (Number(cell) === 0 || Number(cell) === 1) return Number(cell);
  throw row.error("ROW_MALFORMED", `"${cell}" is not a value of ${label}. It can be 1 or 0.`, {
    label,
    cell,
  });
}

/** One of the text files of the folder ClinicalReadings. */
export interface ClinicalReading {
  readonly fileName: string;
  readonly text: string;
}

/**
 * The record of one reading: "male 45yrs" and what is seen, or "Patient's Sex: F", "Patient's Age: 027Y" and the
 * rest. The files were written by hand; a sex or an age that can't be made out is unknown.
 */
export function nlmRecord({ fileName, text }: ClinicalReading, marks: NlmMarks): RadiographRecord {
  const [, stem, set, label] = /^((CHNCXR|MCUCXR)_\d+(_[01]))\.txt$/.exec(fileName) ?? [];
  if (stem === undefined || (label !== "_0" && label !== "_1")) {
    throw malformed(fileName, "the name doesn't end in _0 (normal) or _1 (tuberculosis).");
  }
  if (text.includes("\0")) {
    throw malformed(
      fileName,
      `character ${count(text.indexOf("\0") + 1)} is NUL: no text. Fetch it again.`,
    );
  }
  return {
    fileName: `${stem}.png`,
    patientId: stem.slice(0, -2),
    ...labelsOf(label, marks.get(stem) ?? null, marks.size > 0),
    view: set === "MCUCXR" ? "PA" : null,
    sex: parseSex(text),
    age: parseAge(text),
  };
}

/** Of an abnormal image without marks nothing more is known; of a normal one only what is marked in others is absent. */
function labelsOf(
  label: "_0" | "_1",
  marks: ReadonlyMap<NlmLabel, number> | null,
  isMarked: boolean,
): Labels {
  const meaningOf = isMarked ? ALL_LABELS : NORMAL_OR_NOT;
  return meaningOf((name) => {
    if (name === "_0") return label === "_0" ? 1 : 0;
    if (name === "_1") return label === "_1" ? 1 : 0;
    return marks?.get(name as NlmLabel) ?? Number.NaN;
  });
}

const ALL_LABELS = valuedLabels(NLM_LABELS);
const NORMAL_OR_NOT = valuedLabels({ _0: NORMAL, _1: ABNORMAL });

function parseSex(text: string): "F" | "M" | null {
  const [, sex] = /^\W*(?:Patient's Sex:)?\s*(female|femal|male|[FM])\b/i.exec(text) ?? [];
  return sex === undefined ? null : sex.toLowerCase().startsWith("f") ? "F" : "M";
}

/** "45yrs", "45 years", "16month", "64days", "027Y": whole years. */
function parseAge(text: string): number | null {
  const [, digits, unit = ""] = /(\d+)\s*(y|m|d)/i.exec(text) ?? [];
  if (digits === undefined) return null;
  const perYear = { y: 1, m: 12, d: 365 }[unit.toLowerCase()] ?? 1;
  return believable(Math.floor(Number(digits) / perYear));
}
