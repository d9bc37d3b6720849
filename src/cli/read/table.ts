import { displayName } from "../../findings/index.ts";
import type { Reading, RefusedFile } from "../../reading/index.ts";
import { probabilityInWords, RESEARCH_NOTICE, UNCALIBRATED_NOTICE } from "../../report/words.ts";

const COLUMNS = 3;
const NAME_WIDTH = 19;

/** A reading as a block of lines that fits a terminal of 80 columns. */
export function readingBlock(
  file: string,
  { findings, abnormal, radiograph, refusal }: Reading,
): string {
  const cells = findings.map(({ finding, probability, positive, borderline }) => {
    const mark = positive ? (borderline ? "±" : "+") : borderline ? "~" : " ";
    return `${displayName(finding).padEnd(NAME_WIDTH)}${probabilityInWords(probability).padStart(6)}${mark}`;
  });
  const rows = Math.ceil(cells.length / COLUMNS);
  const lines = Array.from({ length: rows }, (_, row) =>
    cells
      .filter((_, index) => index % rows === row)
      .join(" ")
      .trimEnd(),
  );
  const warnings = radiograph.warnings.map((warning) => `  ! ${warning}`);
  const against = refusal
    ? [`  ! READ ALTHOUGH REFUSED (${refusal.code}): ${refusal.message}`]
    : [];
  const head = `${file}  any finding ${probabilityInWords(abnormal)}`;
  return `${[head, ...against, ...warnings, ...lines].join("\n")}\n\n`;
}

/** A refused file in two lines. */
export function refusalBlock({ file, error }: RefusedFile): string {
  return `${file}  not read\n  ${error.code}  ${error.message}\n\n`;
}

/** Explains the figures, once, below all readings of a model. */
export function tableLegend({ calibrated }: Reading["model"]): string {
  const figures =
    calibrated === false
      ? `${UNCALIBRATED_NOTICE}\nA - marks what it does not know.`
      : "Calibrated probabilities; + marks findings at or above their operating point.\nBorderline, where the probability's interval crosses it: ± at or above, ~ below.";
  return `${figures}\n${RESEARCH_NOTICE}\n`;
}
