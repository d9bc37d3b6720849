import type { AdapterOptions, DocumentedAdapter, FindingBox } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { LeftOut } from "./cells.ts";
import { splitBySide } from "./official-splits.ts";
import {
  findTable,
  openBelow,
  openProviderFolder,
  readTableFile,
  sniffColumns,
  tableNotFound,
} from "./provider-folder.node.ts";
import {
  KAGGLE_LABELS,
  LOCAL_LABELS,
  type Readings,
  readVindrAnnotations,
  readVindrImageLabels,
  VINDR_LABELS,
  vindrRecords,
} from "./vindr-cxr.ts";

const KAGGLE_TABLE = "train.csv";
const SIDES = ["train", "test"];

/** The tables of one side; PhysioNet has both sides in the folder "annotations". */
interface Tables {
  readonly side: string;
  readonly imageLabels: string | null;
  readonly annotations: string | null;
  readonly isKaggle: boolean;
}

export const vindrCxr: DocumentedAdapter = {
  name: "vindr-cxr",
  title: "VinDr-CXR (VinBigData)",
  citation:
    "Nguyen HQ, Lam K, Le LT, et al. VinDr-CXR: An open dataset of chest X-rays with radiologist's annotations. Scientific Data 9, 2022.",
  download: "https://physionet.org/content/vindr-cxr/",
  labelMap: VINDR_LABELS,

  async recognize(folder) {
    const [table] = await findSides(folder);
    const path = table?.imageLabels ?? table?.annotations ?? null;
    if (path === null) return false;
    const columns = await sniffColumns(path);
    const isTheirs = columns.includes("Aortic enlargement") || columns.includes("class_name");
    return isTheirs && columns.includes("image_id");
  },

  async load({ labels }, options = {}) {
    const tables = await findSides(labels);
    if (tables.length === 0) {
      throw tableNotFound(labels, [
        "image_labels_train.csv",
        "annotations_train.csv",
        KAGGLE_TABLE,
      ]);
    }
    const leftOut = new LeftOut();
    const records: RadiographRecord[] = [];
    const boxes: FindingBox[] = [];
    const sideOf = new Map<string, string>();
    for (const one of tables) {
      const side = await readSide(one, leftOut, options);
      for (const record of side.records) {
        sideOf.set(record.fileName, one.side);
        records.push(record);
      }
      for (const box of side.boxes) boxes.push(box);
    }
    return {
      source: "vindr-cxr",
      patientsOf: "vindr-cxr",
      records,
      boxes,
      officialSplits: splitBySide("official", SIDES, records, (record) => {
        return sideOf.get(record.fileName) ?? null;
      }),
      leftOut: leftOut.list(),
      notes: ["The provider gives no patient ids: each image counts as a patient of its own."],
    };
  },
};

/** Of a table that the user named, its side alone; its boxes and labels are looked for beside it. */
async function findSides(labels: string): Promise<Tables[]> {
  const around = await openProviderFolder(labels);
  const below = await openBelow(around, "annotations");
  const find = (name: string) => findTable(around, name) ?? findTable(below, name);
  const named = around.table?.replace(/\.gz$/, "") ?? null;
  const sides = SIDES.map((side) => ({
    side,
    imageLabels: find(`image_labels_${side}.csv`),
    annotations: find(`annotations_${side}.csv`),
    isKaggle: false,
  })).filter(({ imageLabels, annotations }) => imageLabels !== null || annotations !== null);
  const wanted = sides.filter(({ side }) => named === null || named.endsWith(`_${side}.csv`));
  if (wanted.length > 0) return wanted;
  const annotations = around.table ?? find(KAGGLE_TABLE);
  return annotations === null
    ? []
    : [{ side: "train", imageLabels: null, annotations, isKaggle: true }];
}

async function readSide(
  { imageLabels, annotations, isKaggle }: Tables,
  leftOut: LeftOut,
  options: AdapterOptions,
): Promise<{ readonly records: RadiographRecord[]; readonly boxes: FindingBox[] }> {
  const readings: Readings = new Map();
  let labels = isKaggle ? KAGGLE_LABELS : LOCAL_LABELS;
  if (imageLabels !== null) {
    const { contents, name } = await readTableFile(imageLabels);
    labels = readVindrImageLabels(contents, name, readings, options);
  }
  let boxes: FindingBox[] = [];
  if (annotations !== null) {
    const { contents, name } = await readTableFile(annotations);
    const missing = imageLabels === null ? readings : null;
    boxes = readVindrAnnotations(contents, name, missing, leftOut, options);
  }
  return { records: vindrRecords(readings, labels), boxes };
}
