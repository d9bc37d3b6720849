import { join } from "node:path";
import { DatasetError } from "../errors.ts";
import type { DocumentedAdapter } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { NLM_LABELS, nlmRecord, readNlmMarks } from "./nlm-tuberculosis.ts";
import {
  findTable,
  openBelow,
  openProviderFolder,
  type ProviderFolder,
  readTableFile,
  tableNotFound,
} from "./provider-folder.node.ts";

const READINGS = "ClinicalReadings";
const READING = /^(CHNCXR|MCUCXR)_.*\.txt$/;

export const nlmTuberculosis: DocumentedAdapter = {
  name: "nlm-tuberculosis",
  title: "Shenzhen and Montgomery County (NLM)",
  citation:
    "Jaeger S, Candemir S, Antani S, Wang YX, Lu PX, Thoma G. Two public chest X-ray datasets for computer-aided screening of pulmonary diseases. Quantitative Imaging in Medicine and Surgery 4, 2014.",
  download: "https://data.lhncbc.nlm.nih.gov/public/Tuberculosis-Chest-X-ray-Datasets/",
  labelMap: NLM_LABELS,

  async recognize(folder) {
    return readingsIn(await openBelow(await openProviderFolder(folder), READINGS)).length > 0;
  },

  async load({ labels }, options = {}) {
    const around = await openProviderFolder(labels);
    const below = await openBelow(around, READINGS);
    const readings = readingsIn(below);
    if (readings.length === 0) {
      throw tableNotFound(labels, [
        `${READINGS}/CHNCXR_0001_0.txt`,
        `${READINGS}/MCUCXR_0001_0.txt`,
      ]);
    }
    const marksTable = findTable(
      await openBelow(around, "Annotations-2"),
      "Statistics_ShenzhenDataset_US.csv",
    );
    const table = marksTable === null ? null : await readTableFile(marksTable);
    const marks = table === null ? new Map() : readNlmMarks(table.contents, table.name, options);
    const records: RadiographRecord[] = [];
    for (const fileName of readings) {
      const { contents } = await readTableFile(join(below.folder, fileName));
      try {
        records.push(nlmRecord({ fileName, text: new TextDecoder().decode(contents) }, marks));
      } catch (problem) {
        if (options.onProblem === undefined || !(problem instanceof DatasetError)) throw problem;
        options.onProblem(problem);
      }
    }
    return {
      source: "nlm-tuberculosis",
      patientsOf: "nlm-tuberculosis",
      records,
      boxes: [],
      officialSplits: [],
      leftOut: [],
    };
  },
};

function readingsIn({ names }: ProviderFolder): string[] {
  return [...names].filter((name) => READING.test(name)).sort();
}
