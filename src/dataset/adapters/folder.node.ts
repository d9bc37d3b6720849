import { basename, resolve } from "node:path";
import { DatasetError, someOf } from "../errors.ts";
import type { DocumentedAdapter } from "../labelled-dataset.ts";
import { LeftOut } from "./cells.ts";
import { readFolderTable } from "./folder.ts";
import { FOLDER_LABELS, hasFolderColumns } from "./folder-columns.ts";
import {
  findTables,
  openProviderFolder,
  readTableFile,
  sniffColumns,
} from "./provider-folder.node.ts";

const TABLE = /\.csv(\.gz)?$/i;

/** Images of one's own. Its patients are nobody else's, so two such folders are two data sets. */
export const folder: DocumentedAdapter = {
  name: "folder",
  title: "A folder of images and a table",
  citation: "none: the data are your own",
  download: "none: the data are your own",
  labelMap: FOLDER_LABELS,

  async recognize(path) {
    return (await tablesIn(path)).length === 1;
  },

  async load({ labels }, options = {}) {
    const table = await chooseTable(labels);
    const leftOut = new LeftOut();
    const { contents, name } = await readTableFile(table);
    const { records, hasPatients } = readFolderTable(contents, name, leftOut, options);
    return {
      source: "folder",
      patientsOf: resolve(table),
      records,
      boxes: [],
      officialSplits: [],
      leftOut: leftOut.list(),
      notes: hasPatients
        ? []
        : [`${name} has no column "patient": each image counts as a patient of its own.`],
    };
  },
};

/** The table that is named, or the only one that fits, or the only one at all: it can be said what is wrong with it. */
async function chooseTable(labels: string): Promise<string> {
  const around = await openProviderFolder(labels);
  if (around.table !== null) return around.table;
  const fitting = await tablesIn(labels);
  const candidates = fitting.length > 0 ? fitting : findTables(around, TABLE);
  const [table, ...others] = candidates;
  if (table !== undefined && others.length === 0) return table;
  const names = candidates.map((path) => basename(path));
  throw new DatasetError(
    "TABLE_NOT_FOUND",
    table === undefined
      ? `${labels}: no table (.csv) is there. Say where the label table is.`
      : `${labels}: ${someOf(names)} could each be the label table. Say which one it is.`,
    { labels, names },
  );
}

/** Tables with a column of images and columns of labels. */
async function tablesIn(path: string): Promise<string[]> {
  const tables: string[] = [];
  for (const table of findTables(await openProviderFolder(path), TABLE)) {
    if (hasFolderColumns(await sniffColumns(table))) tables.push(table);
  }
  return tables;
}
