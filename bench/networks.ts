/**
 * Compares networks at an equal budget: each is fitted to the same patients for about the same time and
 * predicts the same fold of patients, which none of them saw.
 *
 *     npx tsx bench/networks.ts RECIPE IMAGES OUT
 *
 * RECIPE gives data, folds, augmentation and rates. Networks have as many epochs as take about MobileNetV2's
 * time; how fast one is beside another depends on the machine, so the table says how long each took. Runs lie
 * in OUT and are continued when they are there. Differences are to the first network, paired by patient.
 */
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { ArchitectureName } from "../src/networks/index.ts";
import { networkInput, readRadiograph } from "../src/radiograph/index.node.ts";
import { loadModel } from "../src/reading/index.node.ts";
import type { NetworkRecipe } from "../src/training/recipe.ts";
import { median } from "./ratio.ts";
import {
  type FoldPredictions,
  fitVariant,
  minutesOf,
  readNetworkRecipe,
  readPredictions,
  showAgainst,
} from "./variants.ts";

interface Contender {
  readonly title: string;
  readonly architecture: ArchitectureName;
  /** Whether it starts from the recipe's initial weights. */
  readonly pretrained: boolean;
  readonly epochs: number;
}

const CONTENDERS: readonly Contender[] = [
  { title: "MobileNetV2", architecture: "mobilenet_v2", pretrained: true, epochs: 3 },
  { title: "MobileNetV2", architecture: "mobilenet_v2", pretrained: false, epochs: 3 },
  { title: "ResNet-18", architecture: "resnet18", pretrained: false, epochs: 4 },
  { title: "EfficientNet-B0", architecture: "efficientnet_b0", pretrained: false, epochs: 2 },
  { title: "DenseNet-121", architecture: "densenet121", pretrained: false, epochs: 1 },
  { title: "ViT-Tiny", architecture: "vit_tiny_patch16_224", pretrained: false, epochs: 4 },
];

const READINGS = 20;
const SAMPLE = resolve(import.meta.dirname, "../samples/synthetic-01-normal.png");

const [recipePath = "", images = "", out = ""] = process.argv.slice(2);
const recipe = await readNetworkRecipe(recipePath);

console.log(
  "| network | start | epochs | minutes | mean AUROC | difference | file, MB | reading, ms |",
);
console.log("|---|---|--:|--:|--:|--:|--:|--:|");
let first: FoldPredictions | null = null;
for (const contender of CONTENDERS) {
  const run = await fitVariant(variantOf(recipe, contender), images, out);
  const predictions = await readPredictions(run);
  first ??= predictions;
  const { size } = await stat(join(run, "best", "model.onnx"));
  const cells = [
    contender.title,
    contender.pretrained ? "ImageNet" : "random",
    contender.epochs,
    (await minutesOf(run)).toFixed(1),
    ...showAgainst(predictions, first),
    (size / 1e6).toFixed(1),
    (await readingTime(run)).toFixed(0),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

function variantOf(base: NetworkRecipe, contender: Contender): NetworkRecipe {
  const { title, architecture, pretrained, epochs } = contender;
  const { inputRange: _, ...network } = base.network;
  return {
    ...base,
    name: `${architecture.replaceAll("_", "-")}-${pretrained ? "imagenet" : "random"}`,
    title,
    network: {
      ...network,
      architecture,
      padding: pretrained ? network.padding : "symmetric",
      outputStride: 16,
    },
    initialWeights: pretrained ? base.initialWeights : null,
    // Random weights hold nothing that is worth keeping: the body learns as fast as the last layer.
    fit: {
      ...base.fit,
      epochs,
      ensemble: 1,
      bodyRate: pretrained ? base.fit.bodyRate : 1,
    },
  };
}

/** Median milliseconds of one radiograph with all heatmaps, in one thread as models read. */
async function readingTime(run: string): Promise<number> {
  const model = await loadModel(join(run, "best"));
  const radiograph = await readRadiograph(SAMPLE);
  const input = networkInput(radiograph, model.description.input.size);
  const times: number[] = [];
  for (let reading = 0; reading < READINGS; reading++) {
    const start = performance.now();
    await model.read(radiograph, { input });
    times.push(performance.now() - start);
  }
  await model.release();
  return median(times);
}
