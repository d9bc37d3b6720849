import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRadiograph } from "../../../src/radiograph/index.node.ts";
import { loadModel } from "../../../src/reading/index.node.ts";
import { type TrainingPaths, train } from "../../../src/training/index.node.ts";
import { type NetworkRun, openNetworkRun } from "../../../src/training/network/network-run.node.ts";
import type { NetworkRecipe } from "../../../src/training/recipe.ts";
import { makeDataSet, nameOf, UNREADABLE } from "../made-up-data-set.ts";
import { NETWORK_RECIPE } from "./network-recipe.ts";

const QUICK: NetworkRecipe = {
  ...NETWORK_RECIPE,
  fit: {
    ...NETWORK_RECIPE.fit,
    inputSize: 32,
    accumulate: 1,
    frozen: [],
    earlyStopping: { patience: 1 },
  },
};

let root: string;
let pathsOf: (run: string) => TrainingPaths & { images: string };
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "thorascope-network-run-"));
  pathsOf = await makeDataSet(root, QUICK);
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
  const recipe: NetworkRecipe = { ...QUICK, data: await softLabels() };
  const run = await openNetworkRun(recipe, pathsOf("soft"), { threads: 1, loaders: 0 });
  expect((await firstFold(run)).epoch).toBe(1);
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

async function firstFold(run: NetworkRun) {
  const [fold] = run.folds;
  const [fit] = fold?.fits ?? [];
  if (fold === undefined || fit === undefined) throw new Error("There is no fold.");
  return run.carryOut(fit, fold.plan, 1);
}

/** The made-up radiographs with a table of their own, where every third label is uncertain. */
async function softLabels(): Promise<NetworkRecipe["data"]> {
  const names = (await readFile(join(root, "train.txt"), "utf8")).trim().split("\n");
  const readable = names.filter((name) => name !== UNREADABLE.train);
  const rows = readable.map((name, index) => `${name},${index >> 1},${[1, 0, 0.7][index % 3]}`);
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
