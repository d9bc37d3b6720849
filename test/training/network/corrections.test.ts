import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FINDINGS } from "../../../src/findings/index.ts";
import { readSafetensors } from "../../../src/networks/index.ts";
import { Random } from "../../../src/random.ts";
import { type TrainingPaths, train } from "../../../src/training/index.node.ts";
import { initialNetwork } from "../../../src/training/network/initial-network.ts";
import { networkInTraining } from "../../../src/training/network/network-in-training.node.ts";
import { parsePredictionTable } from "../../../src/training/prediction-table.ts";
import type { NetworkRecipe } from "../../../src/training/recipe.ts";
import { formulaWeights } from "../../networks/formula-weights.ts";
import { mobilenetV2Shapes } from "../../networks/mobilenet-v2-shapes.ts";
import { makeDataSet, nameOf } from "../made-up-data-set.ts";
import { NETWORK_RECIPE } from "./network-recipe.ts";

const { mixup: _, ...augmentation } = NETWORK_RECIPE.fit.augmentation;
const RECIPE: NetworkRecipe = {
  ...NETWORK_RECIPE,
  data: { ...NETWORK_RECIPE.data, heldOutList: null } as NetworkRecipe["data"],
  fit: {
    ...NETWORK_RECIPE.fit,
    epochs: 1,
    earlyStopping: null,
    frozen: [],
    loss: { kind: "binary-cross-entropy" },
    sampling: "shuffled",
    augmentation,
  },
  validation: { folds: 3, fitted: 1, refit: false },
};
const EFFUSION = FINDINGS.indexOf("Effusion");

let root: string;
let pathsOf: (run: string) => TrainingPaths;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "thorascope-corrections-"));
  pathsOf = await makeDataSet(root, RECIPE);
});
afterAll(() => rm(root, { recursive: true }));

/** Radiographs of the train list that can be read. */
const FILES = Array.from({ length: 44 }, (_, image) => image)
  .filter((image) => image !== 5)
  .map(nameOf);

async function trainWith(name: string, table: readonly string[]) {
  await writeFile(
    join(root, `${name}.csv`),
    ["file,finding,label,weight", ...table, ""].join("\n"),
  );
  const recipe = join(root, `${name}.json`);
  const data = { ...RECIPE.data, corrections: `${name}.csv` };
  await writeFile(recipe, JSON.stringify({ ...RECIPE, data }));
  const paths = { ...pathsOf(name), recipe };
  await train(paths, { threads: 1, loaders: 0 });
  const { tensors } = readSafetensors(await readFile(join(paths.out, "fold-1.safetensors")));
  const predictions = await readFile(join(paths.out, "out-of-fold.csv"), "utf8");
  return { tensors, predictions: parsePredictionTable(predictions) };
}

test("what is taught is corrected, what is scored stays as the source has it", async () => {
  const given = await trainWith("given", [`${FILES[0]},Effusion,,1`]);
  const turned = await trainWith(
    "turned",
    FILES.map((file) => `${file},Effusion,absent,`),
  );
  const weighted = await trainWith(
    "weighted",
    FILES.map((file) => `${file},Effusion,,0.1`),
  );
  const biasOf = ({ tensors }: typeof given) => tensors.get("head.bias")?.data[EFFUSION] ?? 0;
  // Never taught as present it becomes improbable; counted less it stays as frequent as it is.
  expect(biasOf(turned)).toBeLessThan(biasOf(given) - 1);
  expect(Math.abs(biasOf(weighted) - biasOf(given))).toBeLessThan(0.2);
  expect(weighted.tensors.get("head.weight")).not.toEqual(given.tensors.get("head.weight"));
  expect(turned.predictions.targets).toEqual(given.predictions.targets);
  expect(given.predictions.fileNames.length).toBeGreaterThan(10);
}, 300_000);

test("a label of no weight moves the network as little as an unknown one", async () => {
  const network = { ...RECIPE.network, inputSize: 32, enlargedSize: 32, outputStride: 32 } as const;
  const weights = formulaWeights(mobilenetV2Shapes(1));
  const teaching = [0, 1, 2, 3];
  const outputs = FINDINGS.length + 1;
  const labels = Float32Array.from({ length: 4 * outputs }, (_, place) =>
    place % 3 === 0 ? 1 : 0,
  );
  const targets = { rows: 4, columns: outputs, data: labels };
  const learning = networkInTraining({
    network,
    initial: initialNetwork(
      network,
      { weights, classifier: null, channels: 1, prefix: "" },
      { targets, teaching, seed: 1 },
    ),
    settings: { ...RECIPE.fit, inputSize: 32, batchSize: 4, accumulate: 1, dropout: 0 },
    frequencies: Array(outputs).fill(0.3),
    options: { threads: 1 },
  });
  const step = await learning.stepWith(0);
  const random = Random.fromSeed(7);
  for (let pixel = 0; pixel < step.grey.length; pixel++) step.grey[pixel] = random.uniform();
  const gradientOf = async (given: Float32Array, counts?: Float32Array) => {
    await step.run(given, counts);
    return step.gradient.slice();
  };
  const isDoubted = (place: number) => place % outputs === EFFUSION;
  const all = await gradientOf(labels);
  const unknown = await gradientOf(
    labels.map((label, place) => (isDoubted(place) ? Number.NaN : label)),
  );
  const weightless = await gradientOf(
    labels,
    labels.map((_, place) => (isDoubted(place) ? 0 : 1)),
  );
  const alike = await gradientOf(
    labels,
    labels.map(() => 0.5),
  );
  await learning.release();
  expect(weightless).toEqual(unknown);
  expect(weightless).not.toEqual(all);
  // The loss is a mean: what counts half everywhere counts as much as before.
  expect(alike.every((value, place) => Math.abs(value - (all[place] ?? 0)) < 1e-6)).toBe(true);
});

test("a table that is not there, or that contradicts shuffled labels, stops the run before it begins", async () => {
  const recipe = join(root, "absent.json");
  const data = { ...RECIPE.data, corrections: "nowhere.csv" };
  await writeFile(recipe, JSON.stringify({ ...RECIPE, data }));
  await expect(train({ ...pathsOf("absent"), recipe })).rejects.toMatchObject({
    code: "RECIPE_INVALID",
    message: expect.stringMatching(/nowhere\.csv/),
  });
  await writeFile(recipe, JSON.stringify({ ...RECIPE, data: { ...data, shuffleLabels: true } }));
  await expect(train({ ...pathsOf("absent"), recipe })).rejects.toMatchObject({
    code: "RECIPE_INVALID",
    message: expect.stringMatching(/exclude each other/),
  });
});
