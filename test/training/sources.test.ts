import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import { Random } from "../../src/random.ts";
import { train } from "../../src/training/index.node.ts";
import type { NetworkRecipe, SeveralSources } from "../../src/training/recipe.ts";
import { readSources } from "../../src/training/sources.node.ts";
import { makeDataSet } from "./made-up-data-set.ts";
import { NETWORK_RECIPE } from "./network/network-recipe.ts";

/** Radiographs of one's own clinic, of whom only effusion and edema are known: brighter than the made-up NIH's. */
const OWN = Array.from({ length: 30 }, (_, number) => ({
  file: `own-${number}.png`,
  patient: String(number >> 1),
  effusion: number % 4 < 2 ? 1 : 0,
}));
const LIST = { train: OWN.slice(0, 22), heldOut: OWN.slice(22) };

const DATA: SeveralSources = {
  dataset: "several",
  population: "both train sides",
  heldOutPopulation: "both held-out sides",
  balance: "sources",
  sources: [
    {
      name: "made-up",
      dataset: "nih",
      labels: ".",
      images: "images",
      train: { list: "train.txt" },
      heldOut: { list: "held-out.txt" },
    },
    {
      name: "own",
      dataset: "folder",
      labels: "own/labels.csv",
      images: "own",
      train: { list: "own/train.txt" },
      heldOut: { list: "own/held-out.txt" },
    },
  ],
};

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "thorascope-sources-"));
  await makeDataSet(root);
  await mkdir(join(root, "own"));
  const random = Random.fromSeed(3);
  for (const { file } of OWN) {
    const pixels = Uint8Array.from({ length: 80 * 80 }, () => 150 + random.below(100));
    const png = sharp(pixels, { raw: { width: 80, height: 80, channels: 1 } }).png();
    await png.toFile(join(root, "own", file));
  }
  const rows = OWN.map(({ file, patient, effusion }) => `${file},${patient},${effusion},0`);
  await writeFile(
    join(root, "own", "labels.csv"),
    `${["file,patient,Effusion,Edema", ...rows].join("\n")}\n`,
  );
  for (const [name, side] of [
    ["train.txt", LIST.train],
    ["held-out.txt", LIST.heldOut],
  ] as const)
    await writeFile(join(root, "own", name), side.map(({ file }) => `${file}\n`).join(""));
});
afterAll(() => rm(root, { recursive: true }));

describe("several data sets", () => {
  test("are put together with names of their own, and what one does not know is unknown", async () => {
    const { trainList, heldOut } = await readSources(DATA, root);
    expect(trainList).toHaveLength(44 + 22);
    expect(heldOut).toHaveLength(20 + 8);
    const own = trainList.find(({ fileName }) => fileName === "own/own-0.png");
    expect(own).toMatchObject({ source: "own", patientId: "own/0" });
    const known = FINDINGS.filter((_, column) => !Number.isNaN(own?.labels[column]));
    expect(known).toEqual(["Effusion", "Edema"]);
    expect(new Set(trainList.map(({ patientId }) => patientId)).size).toBe(22 + 11);
  });

  test("of one hospital share their patients, who stay on one side", async () => {
    const [first] = DATA.sources;
    if (first === undefined) throw new Error("There is no source.");
    const again = { ...first, name: "again", train: { list: "held-out.txt" }, heldOut: null };
    await expect(readSources({ ...DATA, sources: [first, again] }, root)).rejects.toMatchObject({
      code: "PATIENT_OVERLAP",
    });
  });

  test.each([
    [{ name: "own" }, /two are called "own"/],
    [
      { train: { split: "official", sides: ["train"] } },
      /made-up has no split "official"; it has none/,
    ],
  ])("%o is refused by name", async (change, message) => {
    const [first, second] = DATA.sources;
    if (first === undefined || second === undefined) throw new Error("There are no sources.");
    const sources = [{ ...first, ...change }, second];
    await expect(readSources({ ...DATA, sources }, root)).rejects.toMatchObject({
      code: "RECIPE_INVALID",
      message: expect.stringMatching(message),
    });
  });

  test("train one model, which says how it does on each and whether it knows them apart", async () => {
    const recipe: NetworkRecipe = {
      ...NETWORK_RECIPE,
      data: DATA,
      fit: { ...NETWORK_RECIPE.fit, epochs: 1, earlyStopping: null, frozen: [] },
      validation: { folds: 3, fitted: 1, refit: false },
    };
    const path = join(root, "several.json");
    await writeFile(path, JSON.stringify(recipe));
    const model = await train(
      { recipe: path, out: join(root, "runs", "several") },
      { threads: 1, loaders: 0 },
    );
    const { sources = [], sourceProbe, crossValidation, heldOut } = model.evaluation;
    expect(sources.map(({ source }) => source).sort()).toEqual(["made-up", "own"]);
    const sum = (side: "crossValidation" | "heldOut") =>
      sources.reduce((total, one) => total + (one[side]?.radiographs ?? 0), 0);
    expect(sum("crossValidation")).toBe(crossValidation.radiographs);
    expect(sum("heldOut")).toBe(heldOut?.radiographs);
    expect(sources.find(({ source }) => source === "own")?.heldOut?.radiographs).toBe(8);
    // One is dark, the other bright: nothing is easier to see.
    expect(sourceProbe?.auroc?.value).toBeGreaterThan(0.95);
    expect(sourceProbe?.radiographs).toBe(43 + 22);
  }, 300_000);
});
