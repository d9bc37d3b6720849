import type { AdapterOptions, DocumentedAdapter, LabelledDataset } from "../labelled-dataset.ts";
import { readNihMapping, unmapped } from "./nih-mapping.ts";
import {
  findTable,
  openProviderFolder,
  readTableFile,
  tableNotFound,
} from "./provider-folder.node.ts";
import {
  RSNA_LABELS,
  type RsnaTargets,
  readRsnaClasses,
  readRsnaTargets,
  rsnaRecords,
} from "./rsna-pneumonia.ts";

const LABELS = "stage_2_train_labels.csv";
const CLASSES = "stage_2_detailed_class_info.csv";
export const NIH_MAPPING = "pneumonia-challenge-dataset-mappings_2018.json";

export const rsnaPneumonia: DocumentedAdapter = {
  name: "rsna-pneumonia",
  title: "RSNA Pneumonia Detection Challenge",
  citation:
    "Shih G, Wu CC, Halabi SS, et al. Augmenting the National Institutes of Health Chest Radiograph Dataset with Expert Annotations of Possible Pneumonia. Radiology: Artificial Intelligence 1, 2019.",
  download: "https://www.kaggle.com/c/rsna-pneumonia-detection-challenge",
  labelMap: RSNA_LABELS,

  async recognize(folder) {
    return findTable(await openProviderFolder(folder), LABELS) !== null;
  },

  async load({ labels }, options = {}) {
    const around = await openProviderFolder(labels);
    const table = around.table ?? findTable(around, LABELS);
    if (table === null) throw tableNotFound(labels, [LABELS]);
    const { contents, name } = await readTableFile(table);
    const targets = readRsnaTargets(contents, name, options);
    const classTable = findTable(around, CLASSES);
    const classes = classTable === null ? null : await readTableFile(classTable);
    const classOf =
      classes === null ? new Map() : readRsnaClasses(classes.contents, classes.name, options);
    const mapping = findTable(around, NIH_MAPPING);
    return mapping === null
      ? withoutPatients(targets, classOf)
      : withNihPatients(targets, classOf, mapping, options);
  },
};

/** Images that RSNA's mapping doesn't have are one problem, and left out. */
async function withNihPatients(
  targets: RsnaTargets,
  classOf: ReadonlyMap<string, string>,
  mapping: string,
  { onProblem }: AdapterOptions,
): Promise<LabelledDataset> {
  const { contents, name } = await readTableFile(mapping);
  const patientOf = readNihMapping(contents, name);
  const missing = [...targets.hasOpacity.keys()].filter((image) => patientOf(image) === null);
  if (missing.length > 0) {
    const problem = unmapped(missing, name);
    if (onProblem === undefined) throw problem;
    onProblem(problem);
  }
  const all = rsnaRecords(targets, classOf, (image) => patientOf(image) ?? "");
  const records = all.filter(({ patientId }) => patientId !== "");
  const kept = new Set(records.map(({ fileName }) => fileName));
  return {
    ...NOTHING_ELSE,
    patientsOf: "nih",
    records,
    boxes: targets.boxes.filter(({ fileName }) => kept.has(fileName)),
  };
}

function withoutPatients(
  targets: RsnaTargets,
  classOf: ReadonlyMap<string, string>,
): LabelledDataset {
  return {
    ...NOTHING_ELSE,
    patientsOf: "rsna-pneumonia",
    records: rsnaRecords(targets, classOf, (image) => image),
    boxes: targets.boxes,
    notes: [
      `${NIH_MAPPING} is not beside the table: each image counts as a patient of its own, though NIH patients have several. Fetch it from RSNA before you split, or train with ChestX-ray14.`,
    ],
  };
}

const NOTHING_ELSE = { source: "rsna-pneumonia", officialSplits: [], leftOut: [] } as const;
