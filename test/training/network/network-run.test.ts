import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRadiograph } from "../../../src/radiograph/index.node.ts";
import { loadModel } from "../../../src/reading/index.node.ts";
import { type TrainingPaths, train } from "../../../src/training/index.node.ts";
import { openNetworkRun } from "../../../src/training/network/network-run.node.ts";
import type { NetworkRecipe } from "../../../src/training/recipe.ts";
import { makeDataSet, nameOf, UNREADABLE } from "../made-up-data-set.ts";
import { fitFirstFold } from "./fit-first-fold.ts";
import { ENOUGH_IMAGES, SCORED_RECIPE } from "./network-recipe.ts";

const QUICK: NetworkRecipe = {
  ...SCORED_RECIPE,
  fit: {
    ...SCORED_RECIPE.fit,
    inputSize: 32,
    batchSize: 16,
    accumulate: 1,
    frozen: [],
    earlyStopping: { patience: 1 },
  },
};

let root: string;
let pathsOf: (run: string) => TrainingPaths & { images: string };
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "thorascope-network-run-"));
  pathsOf = await makeDataSet(root, QUICK, ENOUGH_IMAGES);
});
afterAll(() => rm(root, { recursive: true }));

test("a final fit, which no radiographs judge, runs all of its epochs", async () => {
  const run = await openNetworkRun(QUICK, pathsOf("final"), { threads: 1, loaders: 0 });
  const { final } = run;
  const [fit] = final?.fits ?? [];
  if (final === null || fit === undefined) throw new Error("There is no final fit.");
  expect((await run.carryOut(fit, final.plan, 3)).epoch).toBe(3);
});

test("soft labels teach, and do not score the epochs of a fold", async () => {
  const recipe: NetworkRecipe = { ...QUICK, data: await softLabels([1, 0, 1, 0, 1, 0, 0.7]) };
  const run = await openNetworkRun(recipe, pathsOf("soft"), { threads: 1, loaders: 0 });
  expect((await fitFirstFold(run, 1)).outcome.epoch).toBe(1);
});

test("a fold that can't say which epoch is best is refused before anything is fitted", async () => {
  // 18 positives a fold: enough only if soft labels were counted with them.
  const recipe: NetworkRecipe = { ...QUICK, data: await softLabels([1, 0, 0.7]) };
  await expect(
    openNetworkRun(recipe, pathsOf("unscored"), { threads: 1, loaders: 0 }),
  ).rejects.toMatchObject({
    code: "DATA_INSUFFICIENT",
    message: expect.stringMatching(/^fold 1 of 2: .*earlyStopping to null/),
    fields: { needed: 20 },
  });
});

test("a file that can't be read stops the run by its name, and the next start goes on", async () => {
  const paths = pathsOf("unreadable");
  const path = join(paths.images, nameOf(7));
  const bytes = readFileSync(path);
  const onStep = (stage: string, done: number) => {
    if (stage === "pixels" && done === 0) rmSync(path, { force: true });
  };
  const options = { threads: 1, loaders: 0 };
  await expect(openNetworkRun(QUICK, paths, { ...options, onStep })).rejects.toMatchObject({
    code: "FILE_UNREADABLE",
    message: expect.stringContaining(path),
  });
  writeFileSync(path, bytes);
  const { records } = await openNetworkRun(QUICK, paths, options);
  expect(records.map(({ fileName }) => fileName)).toContain(nameOf(7));
});

test("initial weights that are not there are told with the way to name others", async () => {
  const recipe: NetworkRecipe = { ...QUICK, initialWeights: "nowhere/weights.safetensors" };
  await expect(openNetworkRun(recipe, pathsOf("weightless"), {})).rejects.toMatchObject({
    code: "WEIGHTS_UNREADABLE",
    message: expect.stringMatching(/nowhere.weights\.safetensors.*--weights/),
  });
});

test("the label table may be named by its folder, and images that are not there are told", async () => {
  const paths = pathsOf("folder");
  const notes: string[] = [];
  await writeFile(join(root, "some.txt"), `${nameOf(0)}\n${nameOf(1)}\n${nameOf(900)}\n`);
  const data = { ...SCORED_RECIPE.data, trainList: "some.txt" } as NetworkRecipe["data"];
  const table = join(root, "Data_Entry_2017_v2020.csv");
  await appendFile(table, `${nameOf(900)},Effusion,0,900,50,F,PA\n`);
  const recipe: NetworkRecipe = {
    ...QUICK,
    data,
    initialWeights: "nowhere",
    fit: { ...QUICK.fit, earlyStopping: null },
  };
  const run = openNetworkRun(
    recipe,
    { ...paths, labels: root },
    { onNote: (note) => notes.push(note) },
  );
  await expect(run).rejects.toMatchObject({ code: "WEIGHTS_UNREADABLE" });
  expect(notes).toEqual([
    "2 radiographs to learn from, 20 held out. Images that are listed but not there: 1.",
  ]);
});

test("a network that rounds odd sizes down leaves a model whose heatmaps are as its graph gives them", async () => {
  const recipe: NetworkRecipe = {
    ...QUICK,
    network: {
      architecture: "densenet121",
      padding: "symmetric",
      outputStride: 32,
      inputSize: 48,
      enlargedSize: 80,
    },
    initialWeights: null,
    fit: { ...QUICK.fit, epochs: 1 },
    validation: { folds: 3, fitted: 1, refit: false },
  };
  const path = join(root, "densenet.json");
  await writeFile(path, JSON.stringify(recipe));
  const paths = { ...pathsOf("densenet"), recipe: path };
  const { heatmaps } = await train(paths, { threads: 1, loaders: 0 });
  expect(heatmaps).toMatchObject({ rows: 2, columns: 2 });
  const model = await loadModel(join(paths.out, "best"), { threads: 1 });
  const radiograph = await readRadiograph(join(paths.images, nameOf(0)));
  expect((await model.read(radiograph)).heatmaps).toMatchObject({ rows: 2, columns: 2 });
  await model.release();
});

/** The made-up radiographs with a table of their own, in which these labels of effusion follow each other. */
async function softLabels(labels: readonly number[]): Promise<NetworkRecipe["data"]> {
  const names = (await readFile(join(root, "train.txt"), "utf8")).trim().split("\n");
  const readable = names.filter((name) => name !== UNREADABLE.train);
  const rows = readable.map(
    (name, index) => `${name},${index >> 1},${labels[index % labels.length]}`,
  );
  const table = join(root, "soft.csv");
  await writeFile(table, `file,patient,Effusion\n${rows.join("\n")}\n`);
  await writeFile(join(root, "soft.txt"), `${readable.join("\n")}\n`);
  return {
    dataset: "several",
    population: "soft",
    heldOutPopulation: "none",
    balance: "radiographs",
    sources: [
      {
        name: "soft",
        dataset: "folder",
        labels: "soft.csv",
        images: "images",
        train: { list: "soft.txt" },
        heldOut: null,
      },
    ],
  };
}
