/**
 * How long a whole evaluation takes on as many radiographs as ChestX-ray14 has: 14 findings and "any finding", 1,000
 * bootstrap replicates by patient, subgroups. Scores and labels are drawn (seed 1).
 *
 *     npx tsx bench/evaluation.ts
 */
import { evaluateModel, type OutputToEvaluate, sigmoid } from "../src/evaluation/index.ts";
import { FINDINGS } from "../src/findings/index.ts";
import { Random } from "../src/random.ts";

const RADIOGRAPHS = 112_120;
const PATIENTS = 30_805;

const random = Random.fromSeed(1);
const patientIds = Array.from({ length: RADIOGRAPHS }, () => `p${random.below(PATIENTS)}`);
const output = (name: string): OutputToEvaluate => {
  const labels = Array.from({ length: RADIOGRAPHS }, () => (random.uniform() < 0.05 ? 1 : 0));
  const logits = labels.map((label) => label + random.normal() - 3);
  return { name, logits, probabilities: logits.map(sigmoid), labels, operatingPoint: 0.05 };
};
const groups = ["F", "M"].map((name) => name);
const started = performance.now();
const model = {
  findings: FINDINGS.map(output),
  anyFinding: output("Any finding"),
  patientIds,
  groupings: [{ name: "sex", values: patientIds.map(() => groups[random.below(2)] ?? null) }],
};
console.log(`drawn in ${((performance.now() - started) / 1000).toFixed(1)} s`);
const began = performance.now();
const { meanAuroc } = evaluateModel(model, { replicates: 1000, seed: 1 });
console.log(
  `evaluated in ${((performance.now() - began) / 1000).toFixed(1)} s, mean AUROC ${meanAuroc?.value.toFixed(4)}`,
);
