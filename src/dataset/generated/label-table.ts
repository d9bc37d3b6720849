import { FINDINGS } from "../../findings/index.ts";
import type { PlannedRadiograph } from "./plan.ts";

/** Names of the files beside generated radiographs. */
export const GENERATED_FILES = {
  table: "Data_Entry_2017_v2020.csv",
  trainList: "train_list.txt",
  heldOutList: "held_out_list.txt",
} as const;

/** The label table of planned radiographs, in the columns and under the name of ChestX-ray14's. */
export function labelTable(planned: readonly PlannedRadiograph[]): string {
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
export function listOf(planned: readonly PlannedRadiograph[], isHeldOut: boolean): string {
  return planned
    .filter((one) => one.isHeldOut === isHeldOut)
    .map(({ record }) => `${record.fileName}\n`)
    .join("");
}
