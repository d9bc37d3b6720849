import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import {
  findNihTable,
  labelsOf,
  loadFileList,
  loadNihTable,
  locateImages,
  patientFolds,
  type RadiographRecord,
  refusePatientOverlap,
  selectListed,
} from "../../src/dataset/index.ts";
import { FINDINGS } from "../../src/findings/index.ts";

const NIH = fileURLToPath(new URL("../../../shared/data/nih/", import.meta.url));
const absent = !existsSync(NIH);
const title = absent
  ? `the real label table: SKIPPED, ${NIH} is not on this machine`
  : "the real label table";

/** Counted with zcat and awk from Data_Entry_2017_v2020.csv.gz, not with this code. */
const POSITIVES = {
  Atelectasis: 11559,
  Cardiomegaly: 2776,
  Effusion: 13317,
  Infiltration: 19894,
  Mass: 5782,
  Nodule: 6331,
  Pneumonia: 1431,
  Pneumothorax: 5302,
  Consolidation: 4667,
  Edema: 2303,
  Emphysema: 2516,
  Fibrosis: 1686,
  Pleural_Thickening: 3385,
  Hernia: 227,
};

describe.skipIf(absent)(title, () => {
  let records: RadiographRecord[] = [];
  beforeAll(async () => {
    records = await loadNihTable(await findNihTable(`${NIH}images128`));
  });

  test("has the counts that awk finds", () => {
    expect(records).toHaveLength(112_120);
    expect(new Set(records.map(({ patientId }) => patientId)).size).toBe(30_805);
    for (const finding of FINDINGS) {
      expect(sum(labelsOf(records, finding)), finding).toBe(POSITIVES[finding]);
    }
    expect(records.filter(({ anyFinding }) => anyFinding === 0)).toHaveLength(60_361);
    expect(records.filter(({ view }) => view === "PA")).toHaveLength(67_310);
    expect(records.filter(({ view }) => view === "AP")).toHaveLength(44_810);
    expect(records.filter(({ sex }) => sex === "F")).toHaveLength(48_780);
    expect(records.filter(({ age }) => age === null)).toHaveLength(0);
  });

  test("splits by the provider-independent lists without patient overlap", async () => {
    const [train, val, test] = await Promise.all(["train", "val", "test"].map(side));
    expect([train?.length, val?.length, test?.length]).toEqual([78_468, 11_219, 22_433]);
    refusePatientOverlap({ train: train ?? [], val: val ?? [], test: test ?? [] });
  });

  test("keeps the radiographs that are there, and folds them with every finding in every fold", async () => {
    const { records: located, missing } = await locateImages(await side("train"), [
      `${NIH}images128`,
    ]);
    expect([located.length, missing]).toEqual([7_075, 71_393]);
    expect(sum(labelsOf(located, "Hernia"))).toBe(14);

    const folds = patientFolds(located, 5, 1);
    for (const finding of FINDINGS) {
      const labels = labelsOf(located, finding);
      const perFold = [0, 1, 2, 3, 4].map((fold) =>
        sum(labels.filter((_, i) => folds[i] === fold)),
      );
      // No patient has more than five positives of a rare finding, so folds differ by little.
      expect(Math.max(...perFold) - Math.min(...perFold), finding).toBeLessThanOrEqual(5);
      expect(Math.min(...perFold), finding).toBeGreaterThan(0);
    }
  });

  async function side(name: string): Promise<RadiographRecord[]> {
    return selectListed(records, await loadFileList(`${NIH}random_split_${name}.txt`));
  }
});

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
