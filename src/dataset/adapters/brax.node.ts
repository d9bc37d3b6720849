import type { DocumentedAdapter } from "../labelled-dataset.ts";
import { readBraxTable } from "./brax.ts";
import { LeftOut } from "./cells.ts";
import { CHEXPERT_LABELS } from "./chexpert-labels.ts";
import {
  findTable,
  openProviderFolder,
  readTableFile,
  tableNotFound,
} from "./provider-folder.node.ts";

/** Version 1.1.0's table, then 1.0.0's. */
const TABLES = ["master_spreadsheet_update.csv", "master_spreadsheet.csv"];

export const brax: DocumentedAdapter = {
  name: "brax",
  title: "BRAX",
  citation:
    "Reis EP, de Paiva JPQ, da Silva MCB, et al. BRAX, Brazilian labeled chest x-ray dataset. Scientific Data 9, 2022.",
  download: "https://physionet.org/content/brax/",
  labelMap: CHEXPERT_LABELS,

  async recognize(folder) {
    return findTable(await openProviderFolder(folder), ...TABLES) !== null;
  },

  async load({ labels }, options = {}) {
    const around = await openProviderFolder(labels);
    const table = around.table ?? findTable(around, ...TABLES);
    if (table === null) throw tableNotFound(labels, TABLES);
    const leftOut = new LeftOut();
    const { contents, name } = await readTableFile(table);
    return {
      source: "brax",
      patientsOf: "brax",
      records: readBraxTable(contents, name, leftOut, options),
      boxes: [],
      officialSplits: [],
      leftOut: leftOut.list(),
    };
  },
};
