import type { DocumentedAdapter } from "../labelled-dataset.ts";
import { LeftOut } from "./cells.ts";
import { OPENI_LABELS, readOpeniProjections, readOpeniReports } from "./openi.ts";
import {
  findTable,
  openProviderFolder,
  readTableFile,
  tableNotFound,
} from "./provider-folder.node.ts";

const REPORTS = "indiana_reports.csv";
const PROJECTIONS = "indiana_projections.csv";

export const openi: DocumentedAdapter = {
  name: "openi",
  title: "Open-i (Indiana University)",
  citation:
    "Demner-Fushman D, Kohli MD, Rosenman MB, et al. Preparing a collection of radiology examinations for distribution and retrieval. Journal of the American Medical Informatics Association 23, 2016.",
  download: "https://www.kaggle.com/datasets/raddar/chest-xrays-indiana-university",
  labelMap: OPENI_LABELS,

  async recognize(folder) {
    const around = await openProviderFolder(folder);
    return findTable(around, REPORTS) !== null && findTable(around, PROJECTIONS) !== null;
  },

  async load({ labels }, options = {}) {
    const around = await openProviderFolder(labels);
    const reportTable = findTable(around, REPORTS);
    const imageTable = findTable(around, PROJECTIONS);
    if (reportTable === null) throw tableNotFound(labels, [REPORTS]);
    if (imageTable === null) throw tableNotFound(labels, [PROJECTIONS]);
    const leftOut = new LeftOut();
    const reports = await readTableFile(reportTable);
    const studies = readOpeniReports(reports.contents, reports.name, options);
    const images = await readTableFile(imageTable);
    return {
      source: "openi",
      patientsOf: "openi",
      records: readOpeniProjections(images.contents, images.name, studies, leftOut, options),
      boxes: [],
      officialSplits: [],
      leftOut: leftOut.list(),
      notes: ["The tables give no patient ids: each study counts as a patient of its own."],
    };
  },
};
