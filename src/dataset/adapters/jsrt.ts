import { readHeaderlessTable } from "../headerless-table.ts";
import { INCOMPLETE, is, type LabelMap, valuedLabels } from "../label-map.ts";
import type { AdapterOptions, FindingBox } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { type Columns, readTable, type TableRow } from "../table.ts";
import {
  parseAge,
  parseNumber,
  parseSex,
  refuseRepeated,
  required,
  unknownLabel,
} from "./cells.ts";

/**
 * The Standard Digital Image Database of the Japanese Society of Radiological Technology: 247 PA films of 14
 * hospitals, scanned; 154 with one nodule each, malignant or benign, confirmed by computed tomography, and 93
 * without a nodule.
 *
 * Shiraishi et al., "Development of a Digital Image Database for Chest Radiographs With and Without a Lung
 * Nodule", American Journal of Roentgenology 174, 2000 (doi:10.2214/ajr.174.1.1740071).
 * Download: http://db.jsrt.or.jp/eng.php
 */
export const JSRT_LABELS = {
  malignant: is("Nodule"),
  benign: is("Nodule"),
  "non-nodule": INCOMPLETE,
} satisfies LabelMap;

/** What a table says, as the adapter hands it on. */
export interface JsrtTable {
  readonly records: readonly RadiographRecord[];
  readonly boxes: readonly FindingBox[];
}

/**
 * The cells of CLNDAT_EN.txt, the table of the images with a nodule: name, subtlety from 1 to 5, size of the
 * nodule in mm, age, sex, its x and y in pixels, malignant or benign, then where it lies and what it is, in words.
 *
 * The provider's guide gives another order. This one is that of four published readers which agree
 * (harishanand95/jsrt-parser, Nickollee/radiology-cv and others).
 */
const NODULE_CELLS = ["image", "subtlety", "size", "age", "sex", "x", "y", "label"] as const;

/** The cells of CNNDAT_EN.txt, the table of the images without: name, age, sex, "non-nodule". */
const OTHER_CELLS = ["image", "age", "sex", "label"] as const;

/** The columns of jsrt_metadata.csv, which comes with Kaggle's conversion to PNG. */
const KAGGLE_COLUMNS = {
  image: ["study_id"],
  size: ["size"],
  age: ["age"],
  sex: ["gender"],
  x: ["x"],
  y: ["y"],
  label: ["state"],
} satisfies Columns<string>;

type Row = TableRow<keyof typeof KAGGLE_COLUMNS>;

/** Reads CLNDAT_EN.txt. */
export function readNodules(
  contents: string | Uint8Array,
  tableName: string,
  options: AdapterOptions = {},
): JsrtTable {
  return collect((toEntry) =>
    readHeaderlessTable(contents, tableName, NODULE_CELLS, toEntry, options),
  );
}

/** Reads CNNDAT_EN.txt. */
export function readOthers(
  contents: string | Uint8Array,
  tableName: string,
  options: AdapterOptions = {},
): JsrtTable {
  return collect((toEntry) =>
    readHeaderlessTable(
      contents,
      tableName,
      OTHER_CELLS,
      (row) => toEntry({ ...row, cells: { ...row.cells, size: "", x: "", y: "" } }),
      options,
    ),
  );
}

/** Reads jsrt_metadata.csv, all images in one table. */
export function readKaggleTable(
  contents: string | Uint8Array,
  tableName: string,
  options: AdapterOptions = {},
): JsrtTable {
  return collect((toEntry) => readTable(contents, tableName, KAGGLE_COLUMNS, toEntry, options));
}

interface Entry {
  readonly record: RadiographRecord;
  readonly box: FindingBox | null;
}

function collect(read: (toEntry: (row: Row) => Entry) => readonly Entry[]): JsrtTable {
  const seen = new Map<string, number>();
  const entries = read((row) => {
    const { image } = row.cells;
    const entry = entryOf(unknownEmpty(row));
    refuseRepeated(seen, row, image);
    return entry;
  });
  return {
    records: entries.map(({ record }) => record),
    boxes: entries.flatMap(({ box }) => box ?? []),
  };
}

/** "?" is what the tables have for an age that nobody knows. */
function unknownEmpty(row: Row): Row {
  const cells = Object.entries(row.cells).map(([key, cell]) => [key, cell === "?" ? "" : cell]);
  return { ...row, cells: Object.fromEntries(cells) };
}

const meaningOf = valuedLabels(JSRT_LABELS);

function entryOf(row: Row): Entry {
  const fileName = required(row, "image", "the name of the image");
  const { label } = row.cells;
  if (!Object.hasOwn(JSRT_LABELS, label)) throw unknownLabel(row, label, JSRT_LABELS);
  const record: RadiographRecord = {
    fileName,
    patientId: fileName.replace(/\.\w+$/, ""),
    ...meaningOf((one) => (one === label ? 1 : 0)),
    view: "PA",
    sex: parseSex(row),
    age: parseAge(row),
  };
  return { record, box: label === "non-nodule" ? null : boxOf(row, fileName) };
}

/** Pixels a side of the provider's images, and mm a pixel. */
const SIDE = 2048;
const SPACING = 0.175;

/**
 * The square around the nodule's place that is as wide as the nodule, cut off at the edges of the image; null
 * where the size is unknown. The provider gives a point and a size, no box.
 */
function boxOf(row: Row, fileName: string): FindingBox | null {
  const x = parseNumber(row, "x", "the nodule's x");
  const y = parseNumber(row, "y", "the nodule's y");
  if (Math.min(x, y) < 0 || Math.max(x, y) >= SIDE) {
    throw row.error(
      "ROW_MALFORMED",
      `the nodule's place, (${x}, ${y}), is outside the image, which has ${SIDE} x ${SIDE} pixels.`,
      { x, y },
    );
  }
  if (row.cells.size === "") return null;
  const half = parseNumber(row, "size", "the nodule's size in mm") / SPACING / 2;
  if (half <= 0) {
    throw row.error("ROW_MALFORMED", `"${row.cells.size}" is no size of a nodule in mm.`);
  }
  const [left, right] = [Math.max(0, x - half), Math.min(SIDE, x + half)];
  const [top, bottom] = [Math.max(0, y - half), Math.min(SIDE, y + half)];
  return {
    fileName,
    finding: "Nodule",
    left,
    top,
    width: right - left,
    height: bottom - top,
    imageSize: { rows: SIDE, columns: SIDE },
    reader: null,
  };
}
