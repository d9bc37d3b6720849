import { type Finding, isFinding } from "../findings/index.ts";
import { parseImageSize, parseNumber, required, unknownLabel } from "./adapters/cells.ts";
import { FOLDER_LABELS, labelNamed } from "./adapters/folder-columns.ts";
import type { FindingBox } from "./labelled-dataset.ts";
import { type Columns, readTable, type TableRow } from "./table.ts";

/** A raster that a reader drew over a finding: an image file over the whole radiograph, not black where it is. */
export interface FindingMask {
  readonly fileName: string;
  readonly finding: Finding;
  /** As the table gives it. */
  readonly mask: string;
}

/** What readers marked. */
export interface FindingMarks {
  readonly boxes: readonly FindingBox[];
  readonly masks: readonly FindingMask[];
}

const COLUMNS = {
  fileName: ["file", "image", "path"],
  finding: ["finding", "label"],
} satisfies Columns<string>;

const OPTIONAL = {
  left: ["left", "x"],
  top: ["top", "y"],
  width: ["width", "w"],
  height: ["height", "h"],
  imageWidth: ["image_width"],
  imageHeight: ["image_height"],
  mask: ["mask"],
} satisfies Columns<string>;

/** "No Finding" has no place. */
const { "No Finding": _, ...MARKABLE } = FOLDER_LABELS;

type MarkRow = TableRow<keyof typeof COLUMNS | keyof typeof OPTIONAL>;

/**
 * Reads a table of one's own: a row for each box (left, top, width, height in pixels of an image of image_width x
 * image_height, or of the file itself where these are empty) or for each mask (the name of its file).
 */
export function readBoxTable(contents: string | Uint8Array, tableName: string): FindingMarks {
  const boxes: FindingBox[] = [];
  const masks: FindingMask[] = [];
  const addRow = (row: MarkRow): null => {
    const fileName = required(row, "fileName", "the image's file name");
    const finding = parseFinding(row);
    const { mask } = row.cells;
    if (mask !== "") {
      masks.push({ fileName, finding, mask });
      return null;
    }
    boxes.push({
      fileName,
      finding,
      left: parseNumber(row, "left", "the box's left edge"),
      top: parseNumber(row, "top", "the box's top edge"),
      width: parseNumber(row, "width", "the box's width"),
      height: parseNumber(row, "height", "the box's height"),
      imageSize: parseImageSize(row),
      reader: null,
    });
    return null;
  };
  readTable(contents, tableName, COLUMNS, addRow, { optional: OPTIONAL });
  return { boxes, masks };
}

function parseFinding(row: MarkRow): Finding {
  const { finding } = row.cells;
  const label = labelNamed(finding);
  if (label !== null && isFinding(label)) return label;
  throw unknownLabel(row, finding, MARKABLE);
}
