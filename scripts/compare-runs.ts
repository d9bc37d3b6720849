/**
 * Compares two runs of `thorascope train` on the radiographs that both predicted, paired by patient:
 * `npx tsx scripts/compare-runs.ts RUN RUN`. Prints mean AUROC of each and the difference with its interval.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { compareMeanAuroc } from "../src/evaluation/index.ts";
import { FINDINGS } from "../src/findings/index.ts";
import { columnOf, selectRows } from "../src/training/matrix.ts";
import { parsePredictionTable } from "../src/training/prediction-table.ts";

const ENOUGH = 20;
const BOOTSTRAP = { replicates: 2000, seed: 20261125 };

const [first, second] = process.argv.slice(2);
if (first === undefined || second === undefined) {
  console.error("Give the folders of two runs.");
  process.exit(2);
}

for (const table of ["out-of-fold.csv", "held-out.csv"]) {
  const [one, other] = await Promise.all(
    [first, second].map(async (run) =>
      parsePredictionTable(await readFile(join(run, table), "utf8")),
    ),
  );
  if (one === undefined || other === undefined) continue;
  const placeInOther = new Map(other.fileNames.map((file, row) => [file, row]));
  const rows = [...one.fileNames.keys()].filter((row) =>
    placeInOther.has(one.fileNames[row] ?? ""),
  );
  const targets = selectRows(one.targets, rows);
  const frequent = [...FINDINGS.keys()].filter(
    (finding) => columnOf(targets, finding).filter((label) => label === 1).length >= ENOUGH,
  );
  const scores = [
    selectRows(one.logits, rows),
    selectRows(
      other.logits,
      rows.map((row) => placeInOther.get(one.fileNames[row] ?? "") ?? 0),
    ),
  ].map((logits) => (finding: number) => ({
    scores: columnOf(logits, finding),
    labels: columnOf(targets, finding),
  }));
  const patients = rows.map((row) => one.patientIds[row] ?? "");
  for (const [name, findings] of [
    ["all findings", [...FINDINGS.keys()]],
    [`findings with ${ENOUGH} positives`, frequent],
  ] as const) {
    const [a, b] = scores.map((of) => findings.map(of));
    const result = compareMeanAuroc(a ?? [], b ?? [], patients, BOOTSTRAP);
    if (result === null) continue;
    const { interval } = result;
    console.log(
      `${table}, ${rows.length} radiographs of ${new Set(patients).size} patients, ${name} (${result.findings}): ` +
        `${result.first.toFixed(4)} and ${result.second.toFixed(4)}, difference ${result.difference.toFixed(4)} ` +
        `(${interval?.low.toFixed(4)} to ${interval?.high.toFixed(4)})`,
    );
  }
}
