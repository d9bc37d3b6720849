import { is, type LabelMap, listedLabels } from "../label-map.ts";
import type { AdapterOptions, FindingBox } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { type Columns, readTable, type TableRow } from "../table.ts";
import { refuseRepeated, required } from "./cells.ts";

/**
 * SIIM-ACR Pneumothorax Segmentation: some 12,000 frontal radiographs of ChestX-ray14, in DICOM of 1024 x 1024
 * pixels, with masks of the pneumothoraces that radiologists saw.
 *
 * Filice et al., "Crowdsourcing pneumothorax annotations using machine learning annotations on the NIH chest
 * X-ray dataset", Journal of Digital Imaging 33, 2020 (doi:10.1007/s10278-019-00299-9).
 * Download: https://www.kaggle.com/c/siim-acr-pneumothorax-segmentation
 */
export const SIIM_LABELS: LabelMap = { "a mask": is("Pneumothorax") };

/** The column is called " EncodedPixels", with a space, in the table of stage 1. */
const COLUMNS = { image: ["ImageId"], mask: ["EncodedPixels"] } satisfies Columns<string>;

/** Width and height of all its images. */
const SIZE = 1024;

export interface SiimLabels {
  readonly hasMask: ReadonlyMap<string, boolean>;
  readonly boxes: readonly FindingBox[];
}

/** Reads train-rle.csv or stage_2_train.csv: a row per mask, or one with -1 for an image without any. */
export function readSiimTable(
  contents: string | Uint8Array,
  tableName: string,
  { onProblem }: AdapterOptions = {},
): SiimLabels {
  const hasMask = new Map<string, boolean>();
  const seen = new Map<string, number>();
  const toBox = (row: TableRow<keyof typeof COLUMNS>): FindingBox | null => {
    const image = required(row, "image", "the ImageId");
    const mask = required(row, "mask", "the mask");
    const isMask = mask !== "-1";
    if ((hasMask.get(image) ?? isMask) !== isMask) {
      throw row.error(
        "ROW_MALFORMED",
        `"${image}" has a mask and none (-1). Keep one of the two.`,
        {
          image,
        },
      );
    }
    const box = isMask ? boxOf(mask, row) : null;
    refuseRepeated(seen, row, isMask ? `${image} ${mask}` : image);
    hasMask.set(image, isMask);
    if (box === null) return null;
    const imageSize = { rows: SIZE, columns: SIZE };
    return { fileName: fileOf(image), finding: "Pneumothorax", ...box, imageSize, reader: null };
  };
  return { boxes: readTable(contents, tableName, COLUMNS, toBox, { onProblem }), hasMask };
}

/**
 * The box around a mask. Its numbers are pairs: how many pixels to skip after the end of the last run, and how
 * many the run has; pixels are counted down the columns, from the left one on.
 */
function boxOf(mask: string, row: TableRow<"mask">) {
  const numbers = mask.split(/\s+/).map(Number);
  const isWhole = numbers.every((number) => Number.isInteger(number) && number >= 0);
  let [left, top, right, bottom] = [SIZE, SIZE, 0, 0];
  let position = 0;
  for (let index = 0; isWhole && index < numbers.length; index += 2) {
    const start = position + (numbers[index] ?? 0);
    const length = numbers[index + 1] ?? 0;
    position = start + length;
    if (length === 0) continue;
    const [first, last] = [Math.floor(start / SIZE), Math.floor((position - 1) / SIZE)];
    left = Math.min(left, first);
    right = Math.max(right, last + 1);
    // A run over the end of a column has the lowest and the highest pixel of it.
    top = first === last ? Math.min(top, start % SIZE) : 0;
    bottom = first === last ? Math.max(bottom, ((position - 1) % SIZE) + 1) : SIZE;
  }
  if (isWhole && numbers.length % 2 === 0 && right > left && position <= SIZE * SIZE) {
    return { left, top, width: right - left, height: bottom - top };
  }
  throw row.error(
    "ROW_MALFORMED",
    `the mask is not pairs of whole numbers that stay within ${SIZE} x ${SIZE} pixels. It can be -1 if there is none.`,
  );
}

/** Pneumothorax is known, everything else is not; an image without one may be abnormal. */
export function siimRecords(
  { hasMask }: SiimLabels,
  patientOf: (image: string) => string,
): RadiographRecord[] {
  const meaningOf = listedLabels(SIIM_LABELS);
  const [present, absent] = [meaningOf(["a mask"]), { ...meaningOf([]), anyFinding: Number.NaN }];
  return Array.from(hasMask, ([image, isMask]) => ({
    fileName: fileOf(image),
    patientId: patientOf(image),
    ...(isMask ? present : absent),
    view: null,
    sex: null,
    age: null,
  }));
}

function fileOf(image: string): string {
  return `${image}.dcm`;
}
