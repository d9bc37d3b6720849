/**
 * What else could help a recipe: one setting changed at a time, and radiographs read in several variations.
 *
 *     npx tsx bench/choices.ts RECIPE IMAGES OUT [SIZE] [NAME ...]
 *
 * Each choice is fitted to all folds of patients but the first, which it predicts, with as many seeds as the recipe's
 * `fit.ensemble` says, at SIZE pixels (64), where a fit takes minutes. Of each: mean AUROC of every fit alone and of
 * the mean of their logits, and how much more that is than the recipe's, paired by patient. With NAMEs only those are
 * fitted and printed, so that two processes can share the work; differences need "recipe" among them. Runs lie in OUT
 * and are continued when they are there.
 */
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { patientFolds } from "../src/dataset/index.ts";
import { evaluationBatches } from "../src/dataset/loader/index.node.ts";
import { preparePixelCache } from "../src/dataset/pixel-cache.node.ts";
import { FINDINGS } from "../src/findings/index.ts";
import { float32, writeOnnx } from "../src/graph/index.ts";
import { Random } from "../src/random.ts";
import { createSession } from "../src/runtime/index.node.ts";
import { type Matrix, rowOf, zeros } from "../src/training/matrix.ts";
import { readOutcome } from "../src/training/network/cross-validate.node.ts";
import { meanOfMatrices } from "../src/training/network/ensemble.ts";
import { shippedGraph } from "../src/training/network/predict.node.ts";
import { parsePredictionTable } from "../src/training/prediction-table.ts";
import { findRadiographs } from "../src/training/radiographs.node.ts";
import type { FitSettings, NetworkRecipe } from "../src/training/recipe.ts";
import { fitVariant, readNetworkRecipe, scoredFindings, showAgainst } from "./variants.ts";
import { vary } from "./vary.ts";

const CHOICES: Readonly<Record<string, { title: string; change: Partial<FitSettings> }>> = {
  recipe: { title: "the recipe", change: {} },
  inverse: {
    title: "class-weighted loss, inverse frequencies",
    change: { loss: { kind: "class-weighted", weighting: "inverse" } },
  },
  complement: {
    title: "class-weighted loss, as CheXNet's",
    change: { loss: { kind: "class-weighted", weighting: "complement" } },
  },
  focal: {
    title: "focal loss, gamma 2",
    change: { loss: { kind: "focal", gamma: 2, alpha: null } },
  },
  smoothing: {
    title: "label smoothing 0.1",
    change: { loss: { kind: "binary-cross-entropy", labelSmoothing: 0.1 } },
  },
  balanced: { title: "rare findings more often", change: { sampling: "balanced" } },
  unfreezing: {
    title: "progressive unfreezing: the first five of nine stages from the second epoch on",
    change: { frozen: [{ stages: 5, epochs: 1 }] },
  },
  unaveraged: { title: "without the moving average", change: { movingAverage: null } },
};

/** Variations of each radiograph, beside itself, whose logits are averaged. */
const VARIATIONS = 8;
const BATCH = 16;

const [recipePath = "", images = "", out = "", size = "64", ...only] = process.argv.slice(2);
const recipe = await readNetworkRecipe(recipePath);
const fits = recipe.fit.ensemble ?? 1;
const wanted = only.length > 0 ? only : Object.keys(CHOICES);
for (const name of wanted) await fitVariant(variantOf(name), images, out);
if (wanted.includes("recipe")) await printTable();

function variantOf(name: string): NetworkRecipe {
  const choice = CHOICES[name];
  if (choice === undefined) throw new Error(`${name}: give some of ${Object.keys(CHOICES)}.`);
  const inputSize = Number(size);
  return {
    ...recipe,
    name,
    title: choice.title,
    network: { ...recipe.network, inputSize, enlargedSize: inputSize, outputStride: 16 },
    fit: { ...recipe.fit, inputSize, ...choice.change },
  };
}

async function printTable(): Promise<void> {
  console.log(`MobileNetV2, ${size} px, ${recipe.fit.epochs} epochs, seed ${recipe.seed}\n`);
  console.log(`| what | ${fits} fits alone | mean of their logits | difference |`);
  console.log("|---|---|--:|--:|");
  const scored = await scoredOf("recipe");
  const base = scoredFindings(scored);
  const print = (title: string, alone: readonly Matrix[], logits: Matrix) => {
    const meanAuroc = (of: Matrix) =>
      showAgainst(scoredFindings({ ...scored, logits: of }), base)[0];
    const together = logits === scored.logits ? base : scoredFindings({ ...scored, logits });
    const cells = [title, alone.map(meanAuroc).join(", "), ...showAgainst(together, base)];
    console.log(`| ${cells.join(" | ")} |`);
  };
  for (const name of wanted) {
    const { title } = variantOf(name);
    const alone = await outcomesOf(name);
    const { logits } = name === "recipe" ? scored : await scoredOf(name);
    print(
      title,
      alone.map(({ logits }) => logits),
      logits,
    );
  }
  const varied = await logitsOverVariations();
  print(
    `the recipe, each radiograph in ${VARIATIONS} variations too`,
    varied,
    meanOfMatrices(varied),
  );
}

async function scoredOf(name: string) {
  return parsePredictionTable(await readFile(join(out, name, "out-of-fold.csv"), "utf8"));
}

async function outcomesOf(name: string) {
  const nameOf = (fit: number) => (fits === 1 ? "fold-1" : `fold-1-fit-${fit + 1}`);
  return Promise.all(
    Array.from({ length: fits }, async (_, fit) =>
      readOutcome(await readFile(join(out, name, `${nameOf(fit)}.safetensors`))),
    ),
  );
}

/** Of each of the recipe's fits: logits of the fold's radiographs, averaged over the radiograph and its variations. */
async function logitsOverVariations(): Promise<Matrix[]> {
  const { network, fit: settings, validation, data, seed } = variantOf("recipe");
  if (data.dataset !== "nih") throw new Error("Give a recipe on NIH data.");
  const { trainList } = await findRadiographs({ ...data, heldOutList: null }, images);
  const cache = await preparePixelCache(
    trainList.map(({ path }) => path),
    { size: network.inputSize, folder: join(out, "recipe", "pixels") },
  );
  const records = Array.from(cache.rows, (row) => {
    const record = trainList[row];
    if (record === undefined) throw new Error("A radiograph is missing.");
    return record;
  });
  const foldOf = patientFolds(records, validation.folds, seed);
  const rows = [...foldOf.keys()].filter((row) => foldOf[row] === 0);
  const side = network.inputSize;
  return Promise.all(
    (await outcomesOf("recipe")).map(async ({ weights }) => {
      const random = Random.fromSeed(seed);
      const session = await createSession(writeOnnx(shippedGraph(network, [weights], 0)), {
        threads: availableParallelism(),
      });
      const logits = zeros(rows.length, FINDINGS.length + 1);
      let start = 0;
      for await (const { grey, count } of evaluationBatches(cache, rows, side, BATCH)) {
        for (let version = 0; version <= VARIATIONS; version++) {
          const seen =
            version === 0 ? grey : vary(grey, count, side, settings.augmentation, random);
          const input = float32([BATCH, 1, side, side], seen);
          const { logits: said } = await session.run({ grey: input }, ["logits"]);
          for (let image = 0; image < count; image++)
            for (const finding of FINDINGS.keys())
              rowOf(logits, start + image)[finding] =
                (rowOf(logits, start + image)[finding] ?? 0) +
                (said?.data[image * FINDINGS.length + finding] ?? Number.NaN) / (VARIATIONS + 1);
        }
        start += count;
      }
      await session.release();
      return logits;
    }),
  );
}
