import { FINDINGS } from "../findings/index.ts";
import type { RefusedFile } from "./json.ts";
import type { Reading } from "./reading.ts";

/** The first line of a table of readings, with its line break. */
export const CSV_HEADER = `${["file", ...FINDINGS, "abnormal", "error"].join(",")}\n`;

/**
 * A reading as a row: the file, one calibrated probability per finding, the one of any finding, and no error, or the
 * code of the refusal in spite of which it was read.
 */
export function readingToCsv(file: string, { findings, abnormal, refusal }: Reading): string {
  return row([
    file,
    ...findings.map(({ probability }) => cell(probability)),
    cell(abnormal),
    refusal?.code ?? "",
  ]);
}

/** A refused file as a row: no probabilities, and the code of the reason. */
export function refusalToCsv({ file, error }: RefusedFile): string {
  return row([file, ...FINDINGS.map(() => ""), "", error.code]);
}

/** A probability; empty where the model has none to give. */
function cell(probability: number | null): string {
  return probability === null ? "" : String(probability);
}

/** RFC 4180: a cell with a comma, a quote or a line break is quoted, and its quotes are doubled. */
function row(cells: readonly string[]): string {
  const quoted = cells.map((cell) =>
    /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return `${quoted.join(",")}\n`;
}
