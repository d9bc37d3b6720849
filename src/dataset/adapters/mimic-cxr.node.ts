import type { DocumentedAdapter } from "../labelled-dataset.ts";
import { LeftOut } from "./cells.ts";
import { CHEXPERT_LABELS } from "./chexpert-labels.ts";
import { readMimicLabels, readMimicMetadata, readMimicSplit } from "./mimic-cxr.ts";
import {
  findTable,
  openProviderFolder,
  readTableFile,
  tableNotFound,
} from "./provider-folder.node.ts";

/** The labels of the CheXpert labeler, or else those of NegBio; naming one of the two tables chooses it. */
const LABELS = ["mimic-cxr-2.0.0-chexpert.csv", "mimic-cxr-2.0.0-negbio.csv"];
const METADATA = "mimic-cxr-2.0.0-metadata.csv";
const SPLIT = "mimic-cxr-2.0.0-split.csv";

export const mimicCxr: DocumentedAdapter = {
  name: "mimic-cxr",
  title: "MIMIC-CXR-JPG",
  citation:
    "Johnson AEW, Pollard TJ, Greenbaum NR, et al. MIMIC-CXR-JPG, a large publicly available database of labeled chest radiographs. arXiv:1901.07042, 2019.",
  download: "https://physionet.org/content/mimic-cxr-jpg/",
  labelMap: CHEXPERT_LABELS,

  async recognize(folder) {
    return findTable(await openProviderFolder(folder), ...LABELS) !== null;
  },

  async load({ labels }, options = {}) {
    const around = await openProviderFolder(labels);
    const labelTable = around.table ?? findTable(around, ...LABELS);
    if (labelTable === null) throw tableNotFound(labels, LABELS);
    const metadataTable = findTable(around, METADATA);
    if (metadataTable === null) throw tableNotFound(labels, [METADATA]);

    const leftOut = new LeftOut();
    const studies = await readTableFile(labelTable);
    const labelsOf = readMimicLabels(studies.contents, studies.name, options);
    const images = await readTableFile(metadataTable);
    const records = readMimicMetadata(images.contents, images.name, labelsOf, leftOut, options);
    const splitTable = findTable(around, SPLIT);
    const split = splitTable === null ? null : await readTableFile(splitTable);
    return {
      source: "mimic-cxr",
      patientsOf: "mimic-cxr",
      records,
      boxes: [],
      officialSplits:
        split === null ? [] : readMimicSplit(split.contents, split.name, records, options),
      leftOut: leftOut.list(),
    };
  },
};
