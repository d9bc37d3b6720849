import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { writeSafetensors } from "../../src/networks/index.ts";
import { Random } from "../../src/random.ts";
import type { Recipe, TrainingPaths } from "../../src/training/index.node.ts";
import type { LinearRecipe } from "../../src/training/recipe.ts";
import { formulaWeights } from "../networks/formula-weights.ts";
import { mobilenetV2Shapes } from "../networks/mobilenet-v2-shapes.ts";

/** Radiographs of the made-up data set, two of each patient; the last patients are held out. */
const IMAGES = 64;
const HELD_OUT = 20;

/** Files that are no images, one on each list of the data set of usual size. */
export const UNREADABLE = { train: nameOf(5), heldOut: nameOf(IMAGES - 2) };

export const RECIPE: LinearRecipe = {
  name: "made-up",
  version: "0.0.1",
  title: "A made-up model",
  notes: ["Learned from noise."],
  seed: 11,
  data: {
    dataset: "nih",
    population: "made-up train list",
    heldOutPopulation: "made-up other list",
    trainList: "train.txt",
    heldOutList: "held-out.txt",
  },
  network: {
    architecture: "mobilenet_v2",
    padding: "tensorflow",
    outputStride: 16,
    inputSize: 32,
    enlargedSize: 64,
  },
  initialWeights: "weights.safetensors",
  head: { folds: 3, batchSize: 16, learningRate: 0.002, l2: 0.01, maximumEpochs: 12, patience: 3 },
  bootstrapReplicates: 100,
};

/** What each image is said to show; brightness follows the first, so that there is something to learn. */
export function labelsOf(image: number): string[] {
  return [
    ...(image % 4 < 2 ? ["Effusion"] : []),
    ...(image % 7 === 3 ? ["Nodule"] : []),
    ...(image === 9 ? ["Hernia"] : []),
  ];
}

export function nameOf(image: number): string {
  return `${String(image).padStart(8, "0")}_000.png`;
}

export function heldOutImages(images = IMAGES): number[] {
  return Array.from({ length: HELD_OUT }, (_, index) => images - HELD_OUT + index);
}

/**
 * Writes radiographs of noise, a label table and lists of ChestX-ray14's form, weights by formula and the
 * recipe into a folder, and returns the paths of a run of its own beside them.
 */
export async function makeDataSet(
  root: string,
  recipe: Recipe = RECIPE,
  count = IMAGES,
): Promise<(run: string) => TrainingPaths & { images: string }> {
  const images = join(root, "images");
  await mkdir(images, { recursive: true });
  const rows = [
    "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Sex,View Position",
  ];
  for (let image = 0; image < count; image++) {
    const labels = labelsOf(image);
    const patient = Math.floor(image / 2);
    rows.push(`${nameOf(image)},${labels.join("|") || "No Finding"},0,${patient},50,F,PA`);
    await writeFile(join(images, nameOf(image)), await radiographOf(image));
  }
  for (const name of Object.values(UNREADABLE)) await writeFile(join(images, name), "no image\n");
  const heldOut = heldOutImages(count);
  const train = Array.from({ length: count - HELD_OUT }, (_, image) => image);
  await writeFile(join(root, "Data_Entry_2017_v2020.csv"), `${rows.join("\n")}\n`);
  await writeFile(join(root, "train.txt"), train.map((image) => `${nameOf(image)}\n`).join(""));
  await writeFile(
    join(root, "held-out.txt"),
    heldOut.map((image) => `${nameOf(image)}\n`).join(""),
  );
  const weights = formulaWeights(mobilenetV2Shapes(1));
  await writeFile(join(root, "weights.safetensors"), writeSafetensors(weights));
  await writeFile(join(root, "recipe.json"), JSON.stringify(recipe));
  return (run) => ({ recipe: join(root, "recipe.json"), images, out: join(root, "runs", run) });
}

/** A grey PNG of 64 to 128 pixels: noise over a brightness that its labels decide. */
async function radiographOf(image: number): Promise<Buffer> {
  const random = Random.fromSeed(image);
  const [width, height] = [64 + random.below(65), 64 + random.below(65)];
  const base = labelsOf(image).includes("Effusion") ? 60 : 20;
  const pixels = Uint8Array.from({ length: width * height }, (_, index) => {
    const across = (index % width) / width;
    return base + 80 * across + random.below(80);
  });
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}
