import { access, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { loadModel, type Model } from "thorascope";
import type { RadiographRecord } from "thorascope/dataset";
import { float32, readOnnx } from "thorascope/graph";
import { writeSafetensors } from "thorascope/networks";
import { BUNDLED_MODEL, type Scores, scoreFiles } from "thorascope/reading";
import { type TrainingOptions, train } from "thorascope/training";
import { type Data, SEED, SIZE } from "./place.ts";

/**
 * The recipe of these notebooks' network: MobileNetV2 at 64 pixels, three passes over the radiographs. Every
 * entry is explained in docs/training.md.
 */
export function smallRecipe(data: Data, initialWeights: string | null) {
  return {
    name: "small",
    version: "0.1.0",
    title: "A small network from a notebook",
    notes: ["Fitted in a notebook to show how it is done: it must not read radiographs of people."],
    seed: SEED,
    data: {
      dataset: "several",
      population: `${data.place.dataset}, to learn from`,
      heldOutPopulation: `${data.place.dataset}, held out`,
      balance: "radiographs",
      sources: [
        {
          name: data.place.dataset,
          dataset: data.dataset.source,
          labels: data.labels,
          images: data.images,
          train: { list: join(data.folder, "split", "train.txt") },
          heldOut: { list: join(data.folder, "split", "heldOut.txt") },
        },
      ],
    },
    network: {
      architecture: "mobilenet_v2",
      padding: "tensorflow",
      outputStride: 8,
      inputSize: SIZE,
      enlargedSize: SIZE,
    },
    initialWeights,
    fit: {
      inputSize: SIZE,
      outputStride: 16,
      batchSize: 16,
      accumulate: 1,
      epochs: 3,
      loss: { kind: "binary-cross-entropy" },
      optimizer: { kind: "adamw" },
      schedule: { kind: "cosine", warmupEpochs: 0.5 },
      learningRate: 0.002,
      bodyRate: 1,
      stageRate: 1,
      weightDecay: 0.01,
      frozen: [],
      batchNormalization: "batch",
      dropout: 0,
      gradientNorm: 5,
      movingAverage: 0.95,
      sampling: "shuffled",
      augmentation: { rotation: 5, translation: 0.05, contrast: 0.2, brightness: 0.1 },
      earlyStopping: null,
    },
    validation: { folds: 3, fitted: 1, refit: false },
    bootstrapReplicates: 1000,
  };
}

/** Results must not depend on how many processors a reader has. */
const THREADS = 2;

/** Trains as a recipe says, in a fresh run directory below the data's folder; answers the run and what it says of its model. */
export async function fitNetwork(
  data: Data,
  name: string,
  recipe: unknown,
  options: Omit<TrainingOptions, "threads"> = {},
) {
  const run = join(data.folder, name);
  await rm(run, { recursive: true, force: true });
  const path = join(data.folder, `${name}.json`);
  await writeFile(path, JSON.stringify(recipe, null, 2));
  const description = await train({ recipe: path, out: run }, { threads: THREADS, ...options });
  return { run, description };
}

/**
 * Takes the first of the bundled model's three networks out of its graph, as weights to start from. It has learned
 * from 7,075 radiographs of ChestX-ray14. Weights are stored in half precision there.
 */
export async function bundledWeights(data: Data): Promise<string> {
  const graph = readOnnx(await readFile(join(BUNDLED_MODEL, "model.onnx")));
  const network = graph.constants.flatMap(({ name, constant }) => {
    if (constant === null || !name.startsWith("fit-1.features.")) return [];
    const { buffer, byteOffset, length } = constant.data;
    const values =
      constant.type === "float16"
        ? Float32Array.from(new Float16Array(buffer, byteOffset, length))
        : constant.data;
    return [[name.slice("fit-1.".length), float32(constant.shape, values)] as const];
  });
  await mkdir(data.folder, { recursive: true });
  const path = join(data.folder, "bundled-weights.safetensors");
  await writeFile(path, writeSafetensors(new Map(network)));
  return path;
}

/** The network that notebook 3 trains; trained here if that notebook was not run yet. */
export async function trainedNetwork(data: Data): Promise<{ model: Model; folder: string }> {
  const folder = join(data.folder, "transferred", "best");
  const isThere = await access(join(folder, "model.json")).then(
    () => true,
    () => false,
  );
  if (!isThere)
    await fitNetwork(data, "transferred", smallRecipe(data, await bundledWeights(data)));
  return { model: await loadModel(folder), folder };
}

/**
 * Fits the network of notebook 3, for two epochs, to copies of radiographs that were changed: all of them lie in one
 * folder, under their patient's number and file name.
 */
export async function fitMarked(
  data: Data,
  name: string,
  copies: readonly (RadiographRecord & { readonly path: string })[],
) {
  const images = join(data.folder, `${name}-images`);
  await rm(images, { recursive: true, force: true });
  await mkdir(images, { recursive: true });
  for (const { path, fileName } of copies) {
    const target = join(images, fileName);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(path, target);
  }
  const recipe = smallRecipe({ ...data, images }, await bundledWeights(data));
  return fitNetwork(data, name, { ...recipe, fit: { ...recipe.fit, epochs: 2 } });
}

/** What a model says of radiographs that can be read, and their records. */
export async function scoresOf<Row extends RadiographRecord & { readonly path: string }>(
  model: Model,
  records: readonly Row[],
): Promise<{ records: Row[]; scores: Scores[] }> {
  const read: Row[] = [];
  const scores: Scores[] = [];
  let row = 0;
  for await (const scored of scoreFiles(
    model,
    records.map(({ path }) => path),
  )) {
    const record = records[row++];
    if (record === undefined || !("scores" in scored)) continue;
    read.push(record);
    scores.push(scored.scores);
  }
  return { records: read, scores };
}
