import { access } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { DatasetError } from "../errors.ts";
import { readPossiblyGzipped } from "../files.node.ts";
import type { AdapterOptions, DocumentedAdapter, OfficialSplit } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { loadFileList } from "../splits.node.ts";
import { NIH_LABELS, readNihBoxes, readNihTable } from "./nih.ts";
import { listedImages } from "./official-splits.ts";
import {
  findTable,
  openProviderFolder,
  type ProviderFolder,
  readTableFile,
} from "./provider-folder.node.ts";

/** The provider's names for the table, the corrected edition first. */
const TABLES = ["Data_Entry_2017_v2020.csv", "Data_Entry_2017.csv"];
const TABLE_NAMES = TABLES.flatMap((name) => [name, `${name}.gz`]);

/**
 * The lists of files of each published split. "official" is the provider's; "random_split" that of CheXNet's
 * followers (arnoweng/CheXNet, ChestMNIST), easier than the official one.
 */
const SPLITS = {
  official: { train_val: "train_val_list.txt", test: "test_list.txt" },
  random_split: {
    train: "random_split_train.txt",
    val: "random_split_val.txt",
    test: "random_split_test.txt",
  },
};

export const nih: DocumentedAdapter = {
  name: "nih",
  title: "NIH ChestX-ray14",
  citation:
    "Wang X, Peng Y, Lu L, Lu Z, Bagheri M, Summers RM. ChestX-ray8: Hospital-scale Chest X-ray Database and Benchmarks on Weakly-Supervised Classification and Localization of Common Thorax Diseases. CVPR 2017.",
  download: "https://nihcc.app.box.com/v/ChestXray-NIHCC",
  labelMap: NIH_LABELS,

  async recognize(folder) {
    return findTable(await openProviderFolder(folder), ...TABLES) !== null;
  },

  async load({ labels }, options = {}) {
    const table = await nihTableAt(labels);
    const beside = await openProviderFolder(table);
    const { contents, name } = await readTableFile(table);
    const records = readNihTable(contents, name, options);
    const known = new Set(records.map(({ fileName }) => fileName));
    const boxList = findTable(beside, "BBox_List_2017.csv");
    const boxes = boxList === null ? null : await readTableFile(boxList);
    return {
      source: "nih",
      patientsOf: "nih",
      records,
      boxes: boxes === null ? [] : readNihBoxes(boxes.contents, boxes.name, known, options),
      officialSplits: await readSplits(beside, known, options),
      leftOut: [],
    };
  },
};

/** The published splits whose lists are all there. */
async function readSplits(
  around: ProviderFolder,
  known: ReadonlySet<string>,
  options: AdapterOptions,
): Promise<OfficialSplit[]> {
  const splits: OfficialSplit[] = [];
  for (const [name, files] of Object.entries(SPLITS)) {
    const found = Object.entries(files).map(([side, file]) => ({
      side,
      path: findTable(around, file),
    }));
    const sides = [];
    for (const { side, path } of found) {
      if (path === null) continue;
      const { fileNames, name: list } = await loadFileList(path);
      sides.push({ name: side, fileNames: listedImages(fileNames, known, list, options) });
    }
    if (sides.length === found.length) splits.push({ name, sides });
  }
  return splits;
}

/** Reads ChestX-ray14's label table from a file, gzipped or not. */
export async function loadNihTable(path: string): Promise<RadiographRecord[]> {
  return readNihTable(await readPossiblyGzipped(path), basename(path));
}

/** ChestX-ray14's label table at a path: the file itself, or the one in that folder or its parent. */
export async function nihTableAt(labels: string): Promise<string> {
  return (await openProviderFolder(labels)).table ?? findNihTable(labels);
}

/** Finds ChestX-ray14's label table in the folder of the images or in its parent, under the provider's names. */
export async function findNihTable(imageFolder: string): Promise<string> {
  const folders = [resolve(imageFolder), dirname(resolve(imageFolder))];
  const candidates = folders.flatMap((folder) => TABLE_NAMES.map((name) => join(folder, name)));
  for (const candidate of candidates) {
    if (await exists(candidate)) return candidate;
  }
  throw new DatasetError(
    "TABLE_NOT_FOUND",
    `${folders.join(" and ")}: none of ${TABLE_NAMES.join(", ")} is there. Say where the label table is.`,
    { folders, names: TABLE_NAMES },
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
