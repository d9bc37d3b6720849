import { type Labels, listedLabels } from "../label-map.ts";
import type { AdapterOptions } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import { type Columns, readTable, type TableRow } from "../table.ts";
import {
  believable,
  type LeftOut,
  parseSex,
  refuseRepeated,
  required,
  unknownLabel,
} from "./cells.ts";
import { PADCHEST_EXCLUDED, PADCHEST_LABELS } from "./padchest-labels.ts";

/**
 * PadChest: 160,868 radiographs of 67,000 patients of Hospital San Juan de Alicante; a quarter of the reports
 * labelled by physicians, the rest by a network.
 *
 * Bustos et al., "PadChest: A large chest x-ray image dataset with multi-label annotated reports", Medical Image
 * Analysis 66, 2020 (arXiv:1901.07441).
 * Download: https://bimcv.cipf.es/bimcv-projects/padchest/
 */
const COLUMNS = {
  fileName: ["ImageID"],
  studyDate: ["StudyDate_DICOM"],
  patientId: ["PatientID"],
  birth: ["PatientBirth"],
  sex: ["PatientSex_DICOM"],
  projection: ["Projection"],
  labels: ["Labels"],
} satisfies Columns<string>;

type PadchestRow = TableRow<keyof typeof COLUMNS>;

/** Projections that are no frontal view, and what they are called here. */
const NOT_FRONTAL = new Map([
  ["L", "lateral view"],
  ["COSTAL", "view of the ribs"],
  ["EXCLUDE", "excluded by the provider"],
  ["UNK", "view not given"],
  ["", "view not given"],
]);

/**
 * Image files that are damaged in the provider's own archives: no PNG, or cut off. Found by TorchXRayVision
 * (github.com/mlmed/torchxrayvision, issue 137).
 */
const DAMAGED: ReadonlySet<string> = new Set([
  "216840111366964012283393834152009033102258826_00-059-087.png",
  "216840111366964012339356563862009072111404053_00-043-192.png",
  "216840111366964012373310883942009117084022290_00-064-025.png",
  "216840111366964012373310883942009152114636712_00-102-045.png",
  "216840111366964012373310883942009170084120009_00-097-074.png",
  "216840111366964012487858717522009280135853083_00-075-001.png",
  "216840111366964012558082906712009327122220177_00-102-064.png",
  "216840111366964012819207061112010281134410801_00-129-131.png",
  "216840111366964012819207061112010306085429121_04-020-102.png",
  "216840111366964012819207061112010307142602253_04-014-084.png",
  "216840111366964012819207061112010315104455352_04-024-184.png",
  "216840111366964012959786098432011033083840143_00-176-115.png",
  "216840111366964012989926673512011074122523403_00-163-058.png",
  "216840111366964012989926673512011083134050913_00-168-009.png",
  "216840111366964012989926673512011151082430686_00-157-045.png",
  "216840111366964013076187734852011291090445391_00-196-188.png",
  "216840111366964013590140476722013043111952381_02-065-198.png",
  "216840111366964013590140476722013058110301622_02-056-111.png",
  "216840111366964013686042548532013208193054515_02-026-007.png",
  "216840111366964013829543166512013353113303615_02-092-190.png",
  "216840111366964013962490064942014134093945580_01-178-104.png",
]);

/**
 * Reads PADCHEST_chest_x_ray_images_labels_160K_01.02.19.csv into records of the usable frontal radiographs.
 *
 * The name of an image is unique without its folder (0 to 54), and the archives of smaller images have no
 * folders, so records have the name alone. A label counts as its parents in the provider's tree too.
 */
export function readPadchestTable(
  contents: string | Uint8Array,
  tableName: string,
  leftOut: LeftOut,
  { onProblem }: AdapterOptions = {},
): RadiographRecord[] {
  const seen = new Map<string, number>();
  const meaningOf = listedLabels(PADCHEST_LABELS);
  const known = new Map<string, Labels>();
  const toRecord = (row: PadchestRow): RadiographRecord | null => {
    const fileName = required(row, "fileName", "the ImageID");
    refuseRepeated(seen, row, fileName);
    const listed = parseLabels(row);
    const reason = reasonToLeaveOut(row, listed);
    if (reason !== null) return leftOut.add(reason);
    const labels = known.get(row.cells.labels) ?? meaningOf(listed);
    known.set(row.cells.labels, labels);
    return {
      fileName,
      patientId: required(row, "patientId", "the PatientID"),
      ...labels,
      view: row.cells.projection === "PA" ? "PA" : "AP",
      sex: parseSex(row),
      age: ageAt(row),
    };
  };
  return readTable(contents, tableName, COLUMNS, toRecord, { onProblem });
}

function reasonToLeaveOut(row: PadchestRow, listed: readonly string[]): string | null {
  const { projection, fileName } = row.cells;
  const other = NOT_FRONTAL.get(projection);
  if (other !== undefined) return other;
  if (!["PA", "AP", "AP_horizontal"].includes(projection)) {
    throw row.error(
      "ROW_MALFORMED",
      `"${projection}" is not a projection. It can be PA, AP, AP_horizontal, L, COSTAL, EXCLUDE or UNK.`,
      { projection },
    );
  }
  if (DAMAGED.has(fileName)) return "image file known to be damaged";
  if (listed.includes("exclude")) return "excluded by the provider";
  if (listed.includes("suboptimal study")) return "suboptimal study";
  return listed.length === 0 ? "no labels" : null;
}

/** A list as Python writes it: "['pleural effusion', ' cardiomegaly', '']"; empty without labels. */
function parseLabels(row: PadchestRow): string[] {
  const { labels } = row.cells;
  if (labels === "" || labels === "nan") return [];
  if (!/^\[\s*(?:(?:'[^']*'|"[^"]*")\s*(?:,\s*)?)*\]$/.test(labels)) {
    throw row.error("ROW_MALFORMED", `${labels} is not a list of labels such as ['normal'].`, {
      labels,
    });
  }
  const listed = [...labels.matchAll(/'([^']*)'|"([^"]*)"/g)]
    .map(([, single, double]) => (single ?? double ?? "").trim().replace(/\s+/g, " "))
    .filter((label) => label !== "");
  for (const label of listed) {
    if (Object.hasOwn(PADCHEST_LABELS, label) || PADCHEST_EXCLUDED.has(label)) continue;
    throw unknownLabel(row, label, PADCHEST_LABELS);
  }
  return listed;
}

/** The year of the study less the year of birth, so up to a year too much; null if one of them is not given. */
function ageAt(row: PadchestRow): number | null {
  const year = Number(row.cells.studyDate.slice(0, 4));
  const birth = Number.parseInt(row.cells.birth, 10);
  return year > 0 && birth > 0 ? believable(year - birth) : null;
}
