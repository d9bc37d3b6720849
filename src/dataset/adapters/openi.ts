import {
  ABNORMAL,
  is,
  type LabelMap,
  type Labels,
  listedLabels,
  NEUTRAL,
  NORMAL,
} from "../label-map.ts";
import type { AdapterOptions } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { type Columns, readTable, type TableRow } from "../table.ts";
import { type LeftOut, refuseRepeated, required } from "./cells.ts";

const ANY_OTHER = "any other term";

/**
 * Open-i, the Indiana University collection: 7,470 images of 3,955 studies, whose reports people indexed by MeSH
 * terms. A term has qualifiers behind slashes ("Pulmonary Atelectasis/base/left/mild"); only that of thickening
 * counts here, which is pleural or not. The vocabulary is open: any other term is something abnormal.
 *
 * Demner-Fushman et al., "Preparing a collection of radiology examinations for distribution and retrieval",
 * Journal of the American Medical Informatics Association 23, 2016 (doi:10.1093/jamia/ocv080).
 * Download: https://www.kaggle.com/datasets/raddar/chest-xrays-indiana-university (with the projections, which
 * the provider's own archive at https://openi.nlm.nih.gov/faq lacks)
 */
export const OPENI_LABELS: LabelMap = {
  normal: NORMAL,
  "Pulmonary Atelectasis": is("Atelectasis"),
  Cardiomegaly: is("Cardiomegaly"),
  "Pleural Effusion": is("Effusion"),
  Infiltrate: is("Infiltration"),
  Mass: is("Mass"),
  Nodule: is("Nodule"),
  Pneumonia: is("Pneumonia"),
  Pneumothorax: is("Pneumothorax"),
  Hydropneumothorax: is("Effusion", "Pneumothorax"),
  Consolidation: is("Consolidation"),
  "Pulmonary Edema": is("Edema"),
  Emphysema: is("Emphysema"),
  "Pulmonary Emphysema": is("Emphysema"),
  "Bullous Emphysema": is("Emphysema"),
  "Pulmonary Fibrosis": is("Fibrosis"),
  "Thickening/pleura": is("Pleural_Thickening"),
  "Hernia, Hiatal": is("Hernia"),
  "Implanted Medical Device": NEUTRAL,
  "Medical Device": NEUTRAL,
  "Catheters, Indwelling": NEUTRAL,
  "Surgical Instruments": NEUTRAL,
  "Tube, Inserted": NEUTRAL,
  Stents: NEUTRAL,
  Sutures: NEUTRAL,
  "Breast Implants": NEUTRAL,
  Mastectomy: NEUTRAL,
  "Spinal Fusion": NEUTRAL,
  "Contrast Media": NEUTRAL,
  "Nipple Shadow": NEUTRAL,
  [ANY_OTHER]: ABNORMAL,
};

/** Terms that say that the study can't be used, and what they are called here. */
const UNUSABLE = new Map([
  ["no indexing", "not indexed"],
  ["technical quality of image unsatisfactory", "image of unsatisfactory quality"],
]);

/** Labels are written in any letter case. */
const LABEL_OF = new Map(
  Object.keys(OPENI_LABELS).map((label): [string, string] => [label.toLowerCase(), label]),
);

/** What the studies' indexing says, by study: labels, or why it can't be used. */
export type OpeniStudies = ReadonlyMap<string, Labels | string>;

const REPORT_COLUMNS = { study: ["uid"], terms: ["MeSH"] } satisfies Columns<string>;

/** Reads indiana_reports.csv. */
export function readOpeniReports(
  contents: string | Uint8Array,
  tableName: string,
  { onProblem }: AdapterOptions = {},
): OpeniStudies {
  const seen = new Map<string, number>();
  const meaningOf = listedLabels(OPENI_LABELS);
  const toEntry = (row: TableRow<keyof typeof REPORT_COLUMNS>): [string, Labels | string] => {
    const study = required(row, "study", "the uid");
    refuseRepeated(seen, row, study);
    const terms = row.cells.terms
      .split(";")
      .map((term) => term.trim().toLowerCase().replace(/\s+/g, " "))
      .filter((term) => term !== "");
    const reason = terms.map((term) => UNUSABLE.get(term)).find((one) => one !== undefined);
    if (reason !== undefined || terms.length === 0) return [study, reason ?? "not indexed"];
    return [study, meaningOf(terms.map(labelOf))];
  };
  return new Map(readTable(contents, tableName, REPORT_COLUMNS, toEntry, { onProblem }));
}

function labelOf(term: string): string {
  const [head = "", ...qualifiers] = term.split("/");
  const name = head === "thickening" && qualifiers.includes("pleura") ? "thickening/pleura" : head;
  return LABEL_OF.get(name) ?? ANY_OTHER;
}

const IMAGE_COLUMNS = {
  study: ["uid"],
  fileName: ["filename"],
  projection: ["projection"],
} satisfies Columns<string>;

/** Reads indiana_projections.csv: records of the frontal images. Each study is of another patient, as far as is said. */
export function readOpeniProjections(
  contents: string | Uint8Array,
  tableName: string,
  studies: OpeniStudies,
  leftOut: LeftOut,
  { onProblem }: AdapterOptions = {},
): RadiographRecord[] {
  const seen = new Map<string, number>();
  const toRecord = (row: TableRow<keyof typeof IMAGE_COLUMNS>): RadiographRecord | null => {
    const study = required(row, "study", "the uid");
    const fileName = required(row, "fileName", "the filename");
    refuseRepeated(seen, row, fileName);
    const { projection } = row.cells;
    if (projection === "Lateral") return leftOut.add("lateral view");
    if (projection !== "Frontal") {
      throw row.error(
        "ROW_MALFORMED",
        `"${projection}" is not a projection. It can be Frontal or Lateral.`,
        { projection },
      );
    }
    const labels = studies.get(study);
    if (labels === undefined) return leftOut.add("no report");
    if (typeof labels === "string") return leftOut.add(labels);
    return { fileName, patientId: study, ...labels, view: null, sex: null, age: null };
  };
  return readTable(contents, tableName, IMAGE_COLUMNS, toRecord, { onProblem });
}
