import { parse } from "csv-parse/sync";
import { csvCell } from "../dataset/csv-cell.ts";
import { FINDINGS } from "../findings/index.ts";
import type { ScoredRadiographs } from "./describe.ts";
import { rowOf, zeros } from "./matrix.ts";

const OUTPUTS = [...FINDINGS, "Any"];
const HEADER = [
  "file",
  "patient",
  ...OUTPUTS.map((name) => `${name} logit`),
  ...OUTPUTS.map((name) => `${name} label`),
];

/** Predictions as CSV: file, patient, a logit and a label (1, 0, empty where unknown) for each output. */
export function predictionTable(scored: ScoredRadiographs): string {
  const { fileNames, patientIds, logits, targets } = scored;
  const rows = fileNames.map((file, row) =>
    [
      csvCell(file),
      csvCell(patientIds[row] ?? ""),
      ...rowOf(logits, row),
      ...Array.from(rowOf(targets, row), (label) => (Number.isNaN(label) ? "" : label)),
    ].join(","),
  );
  return `${[HEADER.join(","), ...rows].join("\n")}\n`;
}

/** Reads what `predictionTable` wrote. */
export function parsePredictionTable(csv: string): Omit<ScoredRadiographs, "population"> {
  const [, ...rows] = parse(csv) as string[][];
  const [logits, targets] = [
    zeros(rows.length, OUTPUTS.length),
    zeros(rows.length, OUTPUTS.length),
  ];
  for (const [index, cells] of rows.entries()) {
    const numbers = cells.slice(2).map((cell) => (cell === "" ? Number.NaN : Number(cell)));
    rowOf(logits, index).set(numbers.slice(0, OUTPUTS.length));
    rowOf(targets, index).set(numbers.slice(OUTPUTS.length));
  }
  return {
    fileNames: rows.map(([file = ""]) => file),
    patientIds: rows.map(([, patient = ""]) => patient),
    logits,
    targets,
  };
}
