import { FINDINGS, type Finding, isFinding } from "../../findings/index.ts";
import { is, type LabelMap, type Labels, listedLabels, NORMAL } from "../label-map.ts";
import type { AdapterOptions, FindingBox } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { type Columns, readTable, type TableRow } from "../table.ts";
import {
  frontalView,
  parseAge,
  parseImageSize,
  parseNumber,
  parseSex,
  refuseRepeated,
  required,
  unknownLabel,
} from "./cells.ts";

const NO_FINDING = "No Finding";

/**
 * NIH ChestX-ray14: 112,120 frontal radiographs of 30,805 patients, labels mined from reports.
 *
 * Wang et al., "ChestX-ray8: Hospital-scale Chest X-ray Database and Benchmarks on Weakly-Supervised
 * Classification and Localization of Common Thorax Diseases", CVPR 2017 (arXiv:1705.02315).
 * Download: https://nihcc.app.box.com/v/ChestXray-NIHCC
 */
export const NIH_LABELS: LabelMap = {
  ...Object.fromEntries(FINDINGS.map((finding) => [finding, is(finding)])),
  [NO_FINDING]: NORMAL,
};

const COLUMNS = {
  fileName: ["Image Index"],
  labels: ["Finding Labels"],
  patientId: ["Patient ID"],
  age: ["Patient Age"],
  sex: ["Patient Gender", "Patient Sex"],
  view: ["View Position"],
} satisfies Columns<string>;

type NihRow = TableRow<keyof typeof COLUMNS>;

/**
 * Reads the label table, Data_Entry_2017.csv or Data_Entry_2017_v2020.csv (uncompressed), into records in
 * the table's order. `tableName` is what errors call it.
 *
 * Every label is known here, present or absent: the provider has no "unknown".
 */
export function readNihTable(
  contents: string | Uint8Array,
  tableName: string,
  { onProblem }: AdapterOptions = {},
): RadiographRecord[] {
  const rowOfImage = new Map<string, number>();
  const meaningOf = listedLabels(NIH_LABELS);
  const known = new Map<string, Labels>();
  const toRecord = (row: NihRow): RadiographRecord => {
    const fileName = required(row, "fileName", "the image's file name");
    const patientId = required(row, "patientId", "the patient id");
    const labels = known.get(row.cells.labels) ?? meaningOf(parseLabels(row));
    known.set(row.cells.labels, labels);
    const [view, sex, age] = [parseView(row), parseSex(row), parseAge(row)];
    refuseRepeated(rowOfImage, row, fileName);
    return { fileName, patientId, ...labels, view, sex, age };
  };
  return readTable(contents, tableName, COLUMNS, toRecord, { onProblem });
}

/** "Cardiomegaly|Effusion" or "No Finding". */
function parseLabels(row: NihRow): string[] {
  const names = row.cells.labels.split("|").map((name) => name.trim());
  for (const name of names) {
    if (!Object.hasOwn(NIH_LABELS, name)) throw unknownLabel(row, name, NIH_LABELS);
  }
  if (names.includes(NO_FINDING) && names.length > 1) {
    throw row.error(
      "ROW_MALFORMED",
      `"${row.cells.labels}" says both "${NO_FINDING}" and a finding. Keep one of the two.`,
      { labels: row.cells.labels },
    );
  }
  return names;
}

function parseView(row: NihRow): RadiographRecord["view"] {
  const { view } = row.cells;
  if (view === "" || frontalView(view) !== null) return frontalView(view);
  throw row.error(
    "ROW_MALFORMED",
    `"${view}" is not a view. It can be PA or AP, or empty if unknown.`,
    { column: "view", cell: view },
  );
}

/** The header is "Image Index,Finding Label,Bbox [x,y,w,h],,,": one name over four columns, three without. */
const BOX_COLUMNS = {
  fileName: ["Image Index"],
  finding: ["Finding Label"],
  left: ["Bbox [x"],
  top: ["y"],
  width: ["w"],
  height: ["h]"],
} satisfies Columns<string>;

/** Of lists that were made at another size than the provider's. */
const BOX_IMAGE_COLUMNS = {
  imageWidth: ["Image Width"],
  imageHeight: ["Image Height"],
} satisfies Columns<string>;

/** Width and height of the provider's images. */
const SIZE = 1024;

/**
 * Reads BBox_List_2017.csv: one reader's boxes, in pixels of the 1024 x 1024 image; of another where the list has
 * the columns "Image Width" and "Image Height", as that of generated radiographs does. `known` are the images of
 * the label table, outside of which no box may be; null where there is none to compare with.
 */
export function readNihBoxes(
  contents: string | Uint8Array,
  tableName: string,
  known: ReadonlySet<string> | null,
  { onProblem }: AdapterOptions = {},
): FindingBox[] {
  const toBox = (
    row: TableRow<keyof typeof BOX_COLUMNS | keyof typeof BOX_IMAGE_COLUMNS>,
  ): FindingBox => {
    const { fileName } = row.cells;
    if (known?.has(fileName) === false) {
      throw row.error(
        "IMAGE_UNLABELLED",
        `"${fileName}" is not in the label table. Use the boxes and the table of the same data set.`,
        { fileName },
      );
    }
    return {
      fileName,
      finding: parseBoxFinding(row),
      left: parseNumber(row, "left", "the box's left edge"),
      top: parseNumber(row, "top", "the box's top edge"),
      width: parseNumber(row, "width", "the box's width"),
      height: parseNumber(row, "height", "the box's height"),
      imageSize: parseImageSize(row) ?? { rows: SIZE, columns: SIZE },
      reader: null,
    };
  };
  return readTable(contents, tableName, BOX_COLUMNS, toBox, {
    optional: BOX_IMAGE_COLUMNS,
    onProblem,
  });
}

/** The list of boxes calls Infiltration "Infiltrate". */
function parseBoxFinding(row: TableRow<"finding">): Finding {
  const name = row.cells.finding === "Infiltrate" ? "Infiltration" : row.cells.finding;
  if (isFinding(name)) return name;
  throw unknownLabel(row, name, NIH_LABELS);
}
