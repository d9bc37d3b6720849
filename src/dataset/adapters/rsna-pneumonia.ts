import { ABNORMAL, is, type LabelMap, type Labels, listedLabels, NORMAL } from "../label-map.ts";
import type { AdapterOptions, FindingBox } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { type Columns, readTable, type TableRow } from "../table.ts";
import { parseNumber, refuseRepeated, required, unknownLabel } from "./cells.ts";

/**
 * RSNA Pneumonia Detection Challenge: 26,684 frontal radiographs of ChestX-ray14, in DICOM, read anew by
 * radiologists: an opacity that could be pneumonia, with boxes; else normal, or abnormal in another way.
 *
 * Shih et al., "Augmenting the National Institutes of Health Chest Radiograph Dataset with Expert Annotations of
 * Possible Pneumonia", Radiology: Artificial Intelligence 1, 2019 (doi:10.1148/ryai.2019180041).
 * Download: https://www.kaggle.com/c/rsna-pneumonia-detection-challenge
 */
export const RSNA_LABELS: LabelMap = {
  "Lung Opacity": is("Pneumonia"),
  "No Lung Opacity / Not Normal": ABNORMAL,
  Normal: NORMAL,
};

const LABEL_COLUMNS = {
  image: ["patientId"],
  left: ["x"],
  top: ["y"],
  width: ["width"],
  height: ["height"],
  target: ["Target"],
} satisfies Columns<string>;

/** All its images have this size. */
const IMAGE_SIZE = { rows: 1024, columns: 1024 };

/** What stage_2_train_labels.csv says: of each image whether it has an opacity, and where. */
export interface RsnaTargets {
  readonly hasOpacity: ReadonlyMap<string, boolean>;
  readonly boxes: readonly FindingBox[];
}

/** Reads stage_2_train_labels.csv: a row per box, or one without a box. What it calls a patient is an image. */
export function readRsnaTargets(
  contents: string | Uint8Array,
  tableName: string,
  { onProblem }: AdapterOptions = {},
): RsnaTargets {
  const hasOpacity = new Map<string, boolean>();
  const seen = new Map<string, number>();
  const toBox = (row: TableRow<keyof typeof LABEL_COLUMNS>): FindingBox | null => {
    const image = required(row, "image", "the patientId");
    const { target, left, top, width, height } = row.cells;
    if (target !== "0" && target !== "1") {
      throw row.error("ROW_MALFORMED", `"${target}" is not a Target. It can be 1 or 0.`, {
        target,
      });
    }
    const isTarget = target === "1";
    if ((hasOpacity.get(image) ?? isTarget) !== isTarget) {
      throw row.error("ROW_MALFORMED", `"${image}" has Target 1 and 0. Keep one of the two.`, {
        image,
      });
    }
    const box = isTarget ? { ...parseBox(row), fileName: fileOf(image) } : null;
    refuseRepeated(seen, row, `${image}${isTarget ? ` ${left} ${top} ${width} ${height}` : ""}`);
    hasOpacity.set(image, isTarget);
    if (box === null) return null;
    return { ...box, finding: "Pneumonia", imageSize: IMAGE_SIZE, reader: null };
  };
  return { boxes: readTable(contents, tableName, LABEL_COLUMNS, toBox, { onProblem }), hasOpacity };
}

function parseBox(row: TableRow<"left" | "top" | "width" | "height">) {
  return {
    left: parseNumber(row, "left", "the box's x"),
    top: parseNumber(row, "top", "the box's y"),
    width: parseNumber(row, "width", "the box's width"),
    height: parseNumber(row, "height", "the box's height"),
  };
}

const CLASS_COLUMNS = { image: ["patientId"], label: ["class"] } satisfies Columns<string>;

/** Reads stage_2_detailed_class_info.csv: the class of each image, as often as it has boxes. */
export function readRsnaClasses(
  contents: string | Uint8Array,
  tableName: string,
  { onProblem }: AdapterOptions = {},
): ReadonlyMap<string, string> {
  const classOf = new Map<string, string>();
  const addRow = (row: TableRow<keyof typeof CLASS_COLUMNS>): null => {
    const { image, label } = row.cells;
    if (!Object.hasOwn(RSNA_LABELS, label)) throw unknownLabel(row, label, RSNA_LABELS);
    const earlier = classOf.get(image) ?? label;
    if (earlier !== label) {
      throw row.error(
        "ROW_MALFORMED",
        `"${image}" is both "${earlier}" and "${label}". Keep one.`,
        {
          image,
        },
      );
    }
    classOf.set(image, label);
    return null;
  };
  readTable(contents, tableName, CLASS_COLUMNS, addRow, { onProblem });
  return classOf;
}

/**
 * The records of all images with a target. An image whose class isn't there is known for its opacity only:
 * without one it may be normal or not.
 */
export function rsnaRecords(
  { hasOpacity }: RsnaTargets,
  classOf: ReadonlyMap<string, string>,
  patientOf: (image: string) => string,
): RadiographRecord[] {
  const meaningOf = listedLabels(RSNA_LABELS);
  const labelsOf = (image: string, isTarget: boolean): Labels => {
    if (isTarget) return meaningOf(["Lung Opacity"]);
    const label = classOf.get(image);
    const withoutOpacity = meaningOf(label === undefined ? [] : [label]);
    return label === undefined ? { ...withoutOpacity, anyFinding: Number.NaN } : withoutOpacity;
  };
  return Array.from(hasOpacity, ([image, isTarget]) => ({
    fileName: fileOf(image),
    patientId: patientOf(image),
    ...labelsOf(image, isTarget),
    view: null,
    sex: null,
    age: null,
  }));
}

function fileOf(image: string): string {
  return `${image}.dcm`;
}
