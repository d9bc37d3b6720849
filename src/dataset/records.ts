import { FINDINGS, type Finding } from "../findings/index.ts";
import type { ViewPosition } from "../radiograph/radiograph.ts";

/** One labelled radiograph: a row of a data set's label table, in the words that all data sets share. */
export interface RadiographRecord {
  /**
   * Name of the image file, unique in its data set: with "/" and as many of its folders before it as the
   * provider's table gives, e.g. "00000001_000.png" or "train/patient00001/study1/view1_frontal.jpg".
   */
  readonly fileName: string;
  /** Radiographs with the same id are of the same person and stay on one side of every split. */
  readonly patientId: string;
  /** One label per finding in the order of `FINDINGS`: 1 present, 0 absent, between them a soft label, NaN unknown. */
  readonly labels: readonly number[];
  /** Whether anything abnormal was reported: 1 yes, 0 no, NaN unknown. */
  readonly anyFinding: number;
  readonly view: ViewPosition | null;
  readonly sex: "F" | "M" | null;
  /** In whole years. */
  readonly age: number | null;
}

/** The labels of one finding over many records: 1 present, 0 absent, NaN unknown. */
export function labelsOf(records: readonly RadiographRecord[], finding: Finding): Float32Array {
  const position = FINDINGS.indexOf(finding);
  return Float32Array.from(records, (record) => record.labels[position] as number);
}
