import {
  ABNORMAL,
  is,
  type LabelMap,
  type LabelMeaning,
  type Labels,
  NORMAL,
  oneOf,
  valuedLabels,
} from "../label-map.ts";
import type { AdapterOptions, FindingBox } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { type Columns, readColumnNames, readTable, type TableRow } from "../table.ts";
import {
  type LeftOut,
  parseNumber,
  refuseUnknownColumns,
  required,
  unknownLabel,
} from "./cells.ts";

/**
 * VinDr-CXR: 18,000 PA radiographs of two hospitals in Hanoi, in DICOM; 22 local labels with boxes and 6 global
 * ones. Each of the 15,000 training images was read by three radiologists of 17 on their own, each of the 3,000
 * test images by a consensus of five. Kaggle's "VinBigData Chest X-ray Abnormalities Detection" has the training
 * images and 14 of the labels.
 *
 * Nguyen et al., "VinDr-CXR: An open dataset of chest X-rays with radiologist's annotations", Scientific Data 9,
 * 2022 (arXiv:2012.15029).
 * Download: https://physionet.org/content/vindr-cxr/ and
 * https://www.kaggle.com/c/vinbigdata-chest-xray-abnormalities-detection
 */
export const VINDR_LABELS = {
  "Aortic enlargement": ABNORMAL,
  Atelectasis: is("Atelectasis"),
  Calcification: ABNORMAL,
  Cardiomegaly: is("Cardiomegaly"),
  "Clavicle fracture": ABNORMAL,
  Consolidation: is("Consolidation"),
  Edema: is("Edema"),
  Emphysema: is("Emphysema"),
  "Enlarged PA": ABNORMAL,
  ILD: ABNORMAL,
  Infiltration: is("Infiltration"),
  "Lung Opacity": ABNORMAL,
  "Lung cavity": ABNORMAL,
  "Lung cyst": ABNORMAL,
  "Mediastinal shift": ABNORMAL,
  "Nodule/Mass": oneOf("Nodule", "Mass"),
  "Pleural effusion": is("Effusion"),
  "Pleural thickening": is("Pleural_Thickening"),
  Pneumothorax: is("Pneumothorax"),
  "Pulmonary fibrosis": is("Fibrosis"),
  "Rib fracture": ABNORMAL,
  "Other lesion": ABNORMAL,
  COPD: ABNORMAL,
  "Lung tumor": ABNORMAL,
  Pneumonia: is("Pneumonia"),
  Tuberculosis: ABNORMAL,
  "Other disease": ABNORMAL,
  "No finding": NORMAL,
} satisfies LabelMap;

type VindrLabel = keyof typeof VINDR_LABELS;

const LABELS = Object.keys(VINDR_LABELS) as VindrLabel[];

/** The labels that Kaggle's table knows; about the others it says nothing. */
export const KAGGLE_LABELS: readonly VindrLabel[] = [
  ...(["Aortic enlargement", "Atelectasis", "Calcification", "Cardiomegaly"] as const),
  ...(["Consolidation", "ILD", "Infiltration", "Lung Opacity", "Nodule/Mass"] as const),
  ...(["Other lesion", "Pleural effusion", "Pleural thickening", "Pneumothorax"] as const),
  ...(["Pulmonary fibrosis", "No finding"] as const),
];

/** The labels with boxes, which are all that annotations_train.csv and annotations_test.csv know. */
export const LOCAL_LABELS = LABELS.filter(
  (label) => !["COPD", "Lung tumor", "Pneumonia", "Tuberculosis", "Other disease"].includes(label),
);

/** What one reader saw in an image: a bit for each of `LABELS`. */
type Reading = number;

/** What the readers saw in each image: by image id, then by reader. */
export type Readings = Map<string, Map<string, Reading>>;

/** Of a test image there is one reading, the five readers' consensus, and no column that says whose. */
const CONSENSUS = "consensus";

const READER = { reader: ["rad_id"] } satisfies Columns<string>;

/** Reads image_labels_train.csv or image_labels_test.csv, a row per image and reader, into `readings`. */
export function readVindrImageLabels(
  contents: string | Uint8Array,
  tableName: string,
  readings: Readings,
  { onProblem }: AdapterOptions = {},
): readonly VindrLabel[] {
  const header = readColumnNames(contents, tableName);
  if (header.includes("image_id")) {
    refuseUnknownColumns(header, ["image_id", "rad_id", ...LABELS.flatMap(spellings)], tableName);
  }
  const present = LABELS.filter((label) => spellings(label).some((name) => header.includes(name)));
  const columns: Record<string, readonly string[]> = {
    image: ["image_id"],
    "No finding": ["No finding"],
  };
  for (const label of present) columns[label] = spellings(label);
  const addRow = (row: TableRow<string>): null => {
    const image = required(row, "image", "the image_id");
    const readers = readings.get(image) ?? new Map<string, Reading>();
    const reader = row.cells.reader || CONSENSUS;
    if (readers.has(reader)) {
      throw row.error(
        "IMAGE_DUPLICATE",
        `"${image}" has a row of reader ${reader} already. Keep one of the two.`,
        { fileName: image, reader },
      );
    }
    let reading: Reading = 0;
    for (const label of present) if (parseFlag(row, label)) reading |= bitOf(label);
    readings.set(image, readers.set(reader, reading));
    return null;
  };
  readTable(contents, tableName, columns, addRow, { optional: READER, onProblem });
  return present;
}

/** The training table calls it "Other diseases", the test table "Other disease". */
function spellings(label: VindrLabel): string[] {
  return label === "Other disease" ? [label, "Other diseases"] : [label];
}

function parseFlag(row: TableRow<string>, label: string): boolean {
  const cell = row.cells[label] ?? "";
  if (cell === "0" || cell === "0.0" || cell === "") return false;
  if (cell === "1" || cell === "1.0") return true;
  throw row.error("ROW_MALFORMED", `"${cell}" is not a value of "${label}". It can be 1 or 0.`, {
    label,
    cell,
  });
}

const BOX_COLUMNS = {
  image: ["image_id"],
  label: ["class_name"],
  xMin: ["x_min"],
  yMin: ["y_min"],
  xMax: ["x_max"],
  yMax: ["y_max"],
} satisfies Columns<string>;

/**
 * Reads annotations_train.csv, annotations_test.csv or Kaggle's train.csv: a row per image, reader and box, or
 * per image and reader without a box where nothing was found.
 *
 * Boxes of labels that are not exactly one of our findings (Nodule/Mass, ILD) are left out and counted.
 *
 * @param readings if given, what the rows say is added to it: where no image labels are published.
 */
export function readVindrAnnotations(
  contents: string | Uint8Array,
  tableName: string,
  readings: Readings | null,
  leftOut: LeftOut,
  { onProblem }: AdapterOptions = {},
): FindingBox[] {
  const toBox = (row: TableRow<keyof typeof BOX_COLUMNS | "reader">): FindingBox | null => {
    const image = required(row, "image", "the image_id");
    const label = LABELS.find((one) => spellings(one).includes(row.cells.label));
    if (label === undefined) throw unknownLabel(row, row.cells.label, VINDR_LABELS);
    const reader = row.cells.reader || CONSENSUS;
    const box = label === "No finding" ? null : parseBox(row);
    if (readings !== null) {
      const readers = readings.get(image) ?? new Map<string, Reading>();
      readings.set(image, readers.set(reader, (readers.get(reader) ?? 0) | bitOf(label)));
    }
    if (box === null) return null;
    const meaning: LabelMeaning = VINDR_LABELS[label];
    const finding = meaning.kind === "finding" ? meaning.findings[0] : undefined;
    if (finding === undefined) return leftOut.add("box of a label that is none of the 14 findings");
    return { fileName: fileOf(image), finding, ...box, imageSize: null, reader };
  };
  return readTable(contents, tableName, BOX_COLUMNS, toBox, { optional: READER, onProblem });
}

function parseBox(row: TableRow<"xMin" | "yMin" | "xMax" | "yMax">) {
  const left = parseNumber(row, "xMin", "the box's x_min");
  const top = parseNumber(row, "yMin", "the box's y_min");
  const width = parseNumber(row, "xMax", "the box's x_max") - left;
  const height = parseNumber(row, "yMax", "the box's y_max") - top;
  if (width > 0 && height > 0) return { left, top, width, height };
  throw row.error(
    "ROW_MALFORMED",
    "the box ends before it begins. Its x_max and y_max must be larger.",
  );
}

/**
 * The readers' verdicts: a label is present if more than half of an image's readers gave it, absent if fewer
 * than half did, and unknown if they are divided evenly (which three can't be). "No finding" is voted on like
 * the others: where two of three found something, each something else, the image is abnormal without a finding.
 */
export function vindrRecords(
  readings: Readings,
  labels: readonly VindrLabel[],
): RadiographRecord[] {
  const known = labels.map((label): [string, LabelMeaning] => [label, VINDR_LABELS[label]]);
  const meaningOf = valuedLabels(Object.fromEntries(known));
  const seen = new Map<string, Labels>();
  return Array.from(readings, ([image, readers]) => {
    const votes = [...readers.values()].sort();
    const key = votes.join();
    const verdict = seen.get(key) ?? meaningOf((label) => majority(votes, label as VindrLabel));
    seen.set(key, verdict);
    return {
      fileName: fileOf(image),
      patientId: image,
      ...verdict,
      view: "PA",
      sex: null,
      age: null,
    };
  });
}

function majority(votes: readonly Reading[], label: VindrLabel): number {
  const ayes = votes.filter((reading) => (reading & bitOf(label)) !== 0).length;
  if (2 * ayes === votes.length) return Number.NaN;
  return 2 * ayes > votes.length ? 1 : 0;
}

function bitOf(label: VindrLabel): number {
  return 1 << LABELS.indexOf(label);
}

export function fileOf(image: string): string {
  return `${image}.dicom`;
}
