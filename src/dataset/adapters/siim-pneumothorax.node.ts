import { count } from "../errors.ts";
import type { DocumentedAdapter } from "../labelled-dataset.ts";
import { type NihPatientOf, readNihMapping } from "./nih-mapping.ts";
import {
  findTable,
  openProviderFolder,
  readTableFile,
  sniffColumns,
  tableNotFound,
} from "./provider-folder.node.ts";
import { NIH_MAPPING } from "./rsna-pneumonia.node.ts";
import { readSiimTable, SIIM_LABELS, siimRecords } from "./siim-pneumothorax.ts";

/** The later table first: it has the earlier test images too. */
const TABLES = ["stage_2_train.csv", "train-rle.csv"];

/**
 * SIIM published no mapping to ChestX-ray14. Its image ids are SOP Instance UIDs with the root of RSNA's, so where
 * RSNA's mapping lies beside the table it gives the NIH patients of what it has; the others are counted in a note.
 */
export const siimPneumothorax: DocumentedAdapter = {
  name: "siim-pneumothorax",
  title: "SIIM-ACR Pneumothorax Segmentation",
  citation:
    "Filice RW, Stein A, Wu CC, et al. Crowdsourcing pneumothorax annotations using machine learning annotations on the NIH chest X-ray dataset. Journal of Digital Imaging 33, 2020.",
  download: "https://www.kaggle.com/c/siim-acr-pneumothorax-segmentation",
  labelMap: SIIM_LABELS,

  async recognize(folder) {
    const table = findTable(await openProviderFolder(folder), ...TABLES);
    return table !== null && (await sniffColumns(table)).includes("EncodedPixels");
  },

  async load({ labels }, options = {}) {
    const around = await openProviderFolder(labels);
    const table = around.table ?? findTable(around, ...TABLES);
    if (table === null) throw tableNotFound(labels, TABLES);
    const { contents, name } = await readTableFile(table);
    const read = readSiimTable(contents, name, options);
    const mappingFile = findTable(around, NIH_MAPPING);
    const mapping = mappingFile === null ? null : await readTableFile(mappingFile);
    const patientOf: NihPatientOf =
      mapping === null ? () => null : readNihMapping(mapping.contents, mapping.name);
    const unknown = [...read.hasMask.keys()].filter((image) => patientOf(image) === null).length;
    return {
      source: "siim-pneumothorax",
      patientsOf: mapping === null ? "siim-pneumothorax" : "nih",
      records: siimRecords(read, (image) => patientOf(image) ?? image),
      boxes: read.boxes,
      officialSplits: [],
      leftOut: [],
      notes: unknown === 0 ? [] : [warning(unknown, read.hasMask.size)],
    };
  },
};

function warning(unknown: number, all: number): string {
  return `The NIH patients of ${count(unknown)} of ${count(all)} images are not known (SIIM published no mapping; ${NIH_MAPPING} beside the table gives some): each of these counts as a patient of its own. All images are from ChestX-ray14: look for near-duplicates before you train or test with both.`;
}
