import type { DocumentedAdapter } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { LeftOut } from "./cells.ts";
import { chexpertSplit, readChexpertTable } from "./chexpert.ts";
import { CHEXPERT_LABELS } from "./chexpert-labels.ts";
import {
  findTable,
  openProviderFolder,
  type ProviderFolder,
  readTableFile,
  sniffColumns,
  tableNotFound,
} from "./provider-folder.node.ts";

/** The names of each side's table: CheXpert's own, then those of CheXlocalize, which published the test set. */
const TABLES = [["train.csv"], ["valid.csv", "val_labels.csv"], ["test.csv", "test_labels.csv"]];

export const chexpert: DocumentedAdapter = {
  name: "chexpert",
  title: "CheXpert",
  citation:
    "Irvin J, Rajpurkar P, Ko M, et al. CheXpert: A Large Chest Radiograph Dataset with Uncertainty Labels and Expert Comparison. AAAI 2019.",
  download: "https://stanfordaimi.azurewebsites.net/datasets/8cbd9ed4-2eb9-4565-affc-111cf4f7ebe2",
  labelMap: CHEXPERT_LABELS,

  async recognize(folder) {
    const [table] = tablesIn(await openProviderFolder(folder));
    if (table === undefined) return false;
    const columns = await sniffColumns(table);
    return columns.includes("Path") && columns.includes("Enlarged Cardiomediastinum");
  },

  async load({ labels }, options = {}) {
    const around = await openProviderFolder(labels);
    const tables = around.table === null ? tablesIn(around) : [around.table];
    if (tables.length === 0) throw tableNotFound(labels, TABLES.flat());
    const rows = { seen: new Map<string, number>(), leftOut: new LeftOut() };
    const records: RadiographRecord[] = [];
    for (const table of tables) {
      const { contents, name } = await readTableFile(table);
      for (const record of readChexpertTable(contents, name, rows, options)) records.push(record);
    }
    return {
      source: "chexpert",
      patientsOf: "chexpert",
      records,
      boxes: [],
      officialSplits: chexpertSplit(records),
      leftOut: rows.leftOut.list(),
    };
  },
};

function tablesIn(around: ProviderFolder): string[] {
  return TABLES.map((names) => findTable(around, ...names)).filter((path) => path !== null);
}
