import { expect, test } from "vitest";
import { parsePredictionTable, predictionTable } from "../../src/training/prediction-table.ts";

test("predictions come back from their table, unknown labels too", () => {
  const data = Float32Array.from({ length: 30 }, (_, index) => Math.sin(index) * 10 ** (index % 9));
  const labels = Float32Array.from(
    { length: 30 },
    (_, index) => [0, 1, Number.NaN][index % 3] ?? 0,
  );
  const scored = {
    fileNames: ["one, left.png", "two.png"],
    patientIds: ['1 "a"', "2"],
    logits: { rows: 2, columns: 15, data },
    targets: { rows: 2, columns: 15, data: labels },
  };
  const table = predictionTable({ population: "made up", ...scored });
  expect(table.split("\n")[0]).toMatch(/^file,patient,Atelectasis logit,.*,Any label$/);
  expect(parsePredictionTable(table)).toEqual(scored);
});
