import type { DocumentedAdapter } from "../labelled-dataset.ts";
import { LeftOut } from "./cells.ts";
import { readPadchestTable } from "./padchest.ts";
import { PADCHEST_LABELS } from "./padchest-labels.ts";
import {
  findTables,
  openProviderFolder,
  readTableFile,
  tableNotFound,
} from "./provider-folder.node.ts";

/** The provider's name; the date of its edition is part of it. */
const TABLE = /^PADCHEST_chest_x_ray_images_labels_160K.*\.csv(\.gz)?$/;

export const padchest: DocumentedAdapter = {
  name: "padchest",
  title: "PadChest",
  citation:
    "Bustos A, Pertusa A, Salinas JM, de la Iglesia-Vayá M. PadChest: A large chest x-ray image dataset with multi-label annotated reports. Medical Image Analysis 66, 2020.",
  download: "https://bimcv.cipf.es/bimcv-projects/padchest/",
  labelMap: PADCHEST_LABELS,

  async recognize(folder) {
    return findTables(await openProviderFolder(folder), TABLE).length > 0;
  },

  async load({ labels }, options = {}) {
    const around = await openProviderFolder(labels);
    const table = around.table ?? findTables(around, TABLE).at(-1);
    if (table === undefined) {
      throw tableNotFound(labels, ["PADCHEST_chest_x_ray_images_labels_160K_01.02.19.csv"]);
    }
    const leftOut = new LeftOut();
    const { contents, name } = await readTableFile(table);
    return {
      source: "padchest",
      patientsOf: "padchest",
      records: readPadchestTable(contents, name, leftOut, options),
      boxes: [],
      officialSplits: [],
      leftOut: leftOut.list(),
    };
  },
};
