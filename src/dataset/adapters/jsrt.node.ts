import { basename } from "node:path";
import type { DocumentedAdapter } from "../labelled-dataset.ts";
import { JSRT_LABELS, type JsrtTable, readKaggleTable, readNodules, readOthers } from "./jsrt.ts";
import {
  findTable,
  findTables,
  openBelow,
  openProviderFolder,
  readTableFile,
  sniffColumns,
  tableNotFound,
} from "./provider-folder.node.ts";

/** The second is called CNNDAT_EN.TXT in the provider's archive. */
const NODULES = /^CLNDAT_EN\.txt(\.gz)?$/i;
const OTHERS = /^CNNDAT_EN\.txt(\.gz)?$/i;
const BELOW = "Clinical_Information";
const KAGGLE = "jsrt_metadata.csv";

export const jsrt: DocumentedAdapter = {
  name: "jsrt",
  title: "JSRT (nodules)",
  citation:
    "Shiraishi J, Katsuragawa S, Ikezoe J, et al. Development of a digital image database for chest radiographs with and without a lung nodule: receiver operating characteristic analysis of radiologists' detection of pulmonary nodules. American Journal of Roentgenology 174, 2000.",
  download: "http://db.jsrt.or.jp/eng.php",
  labelMap: JSRT_LABELS,

  async recognize(folder) {
    const tables = await findJsrtTables(folder);
    const [first = ""] = tables;
    if (tables.length === 0) return false;
    return basename(first).startsWith(KAGGLE)
      ? (await sniffColumns(first)).includes("study_id")
      : true;
  },

  async load({ labels }, options = {}) {
    const tables = await findJsrtTables(labels);
    if (tables.length === 0) {
      throw tableNotFound(labels, ["CLNDAT_EN.txt", "CNNDAT_EN.TXT", KAGGLE]);
    }
    const parts: JsrtTable[] = [];
    for (const path of tables) {
      const { contents, name } = await readTableFile(path);
      const read = OTHERS.test(name) ? readOthers : NODULES.test(name) ? readNodules : null;
      parts.push((read ?? readKaggleTable)(contents, name, options));
    }
    return {
      source: "jsrt",
      patientsOf: "jsrt",
      records: parts.flatMap(({ records }) => records),
      boxes: parts.flatMap(({ boxes }) => boxes),
      officialSplits: [],
      leftOut: [],
      notes: ["The provider gives no patient ids: each image counts as a patient of its own."],
    };
  },
};

/** The provider's two tables, or the one that the user named; else Kaggle's. */
async function findJsrtTables(labels: string): Promise<readonly string[]> {
  const around = await openProviderFolder(labels);
  if (around.table !== null) return [around.table];
  const below = await openBelow(around, BELOW);
  const provided = [NODULES, OTHERS].flatMap((pattern) => {
    const [path] = [...findTables(around, pattern), ...findTables(below, pattern)];
    return path ?? [];
  });
  const kaggle = findTable(around, KAGGLE);
  return provided.length > 0 || kaggle === null ? provided : [kaggle];
}
