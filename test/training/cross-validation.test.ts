import { describe, expect, test } from "vitest";
import { patientFolds, type RadiographRecord } from "../../src/dataset/index.ts";
import { auroc } from "../../src/evaluation/index.ts";
import { FINDINGS } from "../../src/findings/index.ts";
import { Random } from "../../src/random.ts";
import { crossValidate } from "../../src/training/cross-validation.node.ts";
import { columnOf } from "../../src/training/matrix.ts";
import type { RunDirectory } from "../../src/training/run-directory.node.ts";
import { FULL_BATCH, matrix } from "./made-up.ts";

const PATIENTS = 60;
const PER_PATIENT = 4;
const FEATURES = 120;
const settings = { ...FULL_BATCH, folds: 5, l2: 0, maximumEpochs: 40, patience: 40 };

/**
 * Radiographs of one patient look alike and have the same label, but neither has to do with the other
 * across patients: whoever has seen the patient knows the label, others can only guess.
 */
function memorable() {
  const random = Random.fromSeed(1);
  const looks = matrix(PATIENTS, FEATURES, () => random.normal());
  const labels = Array.from({ length: PATIENTS }, () => random.below(2));
  const rows = PATIENTS * PER_PATIENT;
  const patientOf = (row: number) => row % PATIENTS;
  const records = Array.from(
    { length: rows },
    (_, row): RadiographRecord => ({
      fileName: `${row}.png`,
      patientId: `${patientOf(row)}`,
      labels: FINDINGS.map((_, finding) => (finding === 0 ? (labels[patientOf(row)] ?? 0) : 0)),
      anyFinding: labels[patientOf(row)] ?? 0,
      view: null,
      sex: null,
      age: null,
    }),
  );
  const examples = {
    features: matrix(
      rows,
      FEATURES,
      (row, column) =>
        (looks.data[patientOf(row) * FEATURES + column] ?? 0) + 0.05 * random.normal(),
    ),
    targets: matrix(rows, 1, (row) => labels[patientOf(row)] ?? 0),
  };
  return { records, examples };
}

/** A run's folder in memory. */
function memoryRun(files = new Map<string, Uint8Array>()): RunDirectory {
  return {
    folder: "memory",
    log: async () => {},
    read: async (name) => files.get(name) ?? null,
    write: async (name, content) => void files.set(name, Buffer.from(content)),
    remove: async (name) => void files.delete(name),
    removeHalfWritten: async () => {},
  };
}

describe("cross-validation", () => {
  const { records, examples } = memorable();

  test("never predicts a patient that it learned from", async () => {
    const byPatient = await crossValidate(examples, patientFolds(records, 5, 1), {
      settings,
      seed: 1,
      run: memoryRun(),
    });
    const labels = columnOf(examples.targets, 0);
    expect(auroc(byPatient.logits.data, labels) ?? 1).toBeLessThan(0.7);
    // The same fit does know patients that it has seen: folds that split them give that away.
    const byRadiograph = Uint32Array.from(records, (_, row) => Math.floor(row / PATIENTS) % 5);
    const leaking = await crossValidate(examples, byRadiograph, {
      settings: { ...settings, folds: 4 },
      seed: 1,
      run: memoryRun(),
    });
    expect(auroc(leaking.logits.data, labels) ?? 0).toBeGreaterThan(0.99);
  });

  test("takes folds that are done from their checkpoints, bit by bit", async () => {
    const folds = patientFolds(records, 5, 1);
    const files = new Map<string, Uint8Array>();
    const options = { settings: { ...settings, maximumEpochs: 3 }, seed: 1 };
    const first = await crossValidate(examples, folds, { ...options, run: memoryRun(files) });
    expect(files.size).toBe(5);
    files.delete("checkpoint-fold-2.safetensors");
    const fitted = new Set<number>();
    const second = await crossValidate(examples, folds, {
      ...options,
      run: memoryRun(files),
      onEpoch: (fold) => fitted.add(fold),
    });
    expect([...fitted]).toEqual([1]);
    expect(second).toEqual(first);
  });
});
