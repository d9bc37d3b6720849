import { FINDINGS } from "../../findings/index.ts";
import type { RenderedLesion } from "../../phantom/index.ts";
import type { RadiographRecord } from "../records.ts";
import type { PlannedRadiograph } from "./plan.ts";

/** What the tables say of a planned radiograph. */
export type Listed = Pick<PlannedRadiograph, "record" | "isHeldOut">;

/** Names of the files beside generated radiographs. */
export const GENERATED_FILES = {
  table: "Data_Entry_2017_v2020.csv",
  trainList: "train_list.txt",
  heldOutList: "held_out_list.txt",
  /** Where each lesion lies. */
  boxes: "BBox_List_2017.csv",
  /** What the folder was generated from. */
  settings: "generated.json",
} as const;

/** The label table of planned radiographs, in the columns and under the name of ChestX-ray14's. */
export function labelTable(planned: readonly Listed[]): string {
  const header =
    "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Sex,View Position";
  const rows = planned.map(({ record }) => {
    const { fileName, patientId, labels, age, sex, view } = record;
    const findings = FINDINGS.filter((_, index) => labels[index] === 1).join("|") || "No Finding";
    return [fileName, findings, Number(fileName.slice(9, 12)), patientId, age, sex, view].join(",");
  });
  return `${[header, ...rows].join("\n")}\n`;
}

/** The file names of one side, a line each. */
export function listOf(planned: readonly Listed[], isHeldOut: boolean): string {
  return planned
    .filter((one) => one.isHeldOut === isHeldOut)
    .map(({ record }) => `${record.fileName}\n`)
    .join("");
}

/**
 * The boxes of the lesions in pixels from the upper left, under the name and in the columns of ChestX-ray14's, and
 * of images of what size they are: ChestX-ray14's are of 1024.
 */
export function boxTable(
  planned: readonly Listed[],
  lesionsOf: (record: RadiographRecord) => readonly RenderedLesion[],
  size: number,
): string {
  const rows = planned.flatMap(({ record }) =>
    lesionsOf(record).map(({ finding, box: { x, y, width, height } }) =>
      [record.fileName, finding, x, y, width, height, size, size].join(","),
    ),
  );
  return `${["Image Index,Finding Label,Bbox [x,y,w,h],Image Width,Image Height", ...rows].join("\n")}\n`;
}
