/**
 * Fits one fold of a run's recipe again, with PyTorch, from the same weights, to the same batches in the same
 * order, with the same dropout and rates, and compares what both networks say of the patients that neither saw:
 *
 *     npx tsx bench/fit.ts RUN IMAGES [FOLD]
 *
 * RUN is a finished run of a MobileNetV2 recipe on NIH data without early stopping or frozen stages.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { patientFolds } from "../src/dataset/index.ts";
import { openLoader } from "../src/dataset/loader/index.node.ts";
import { preparePixelCache } from "../src/dataset/pixel-cache.node.ts";
import { shuffledOrder } from "../src/dataset/sampling.ts";
import {
  ARCHITECTURES,
  findNetwork,
  readSafetensors,
  readWeights,
  type Weights,
  weight,
  writeSafetensors,
} from "../src/networks/index.ts";
import { type Matrix, selectRows } from "../src/training/matrix.ts";
import { planFold } from "../src/training/network/cross-validate.node.ts";
import { drawDropout } from "../src/training/network/draw-dropout.ts";
import { ensembleFits } from "../src/training/network/ensemble.ts";
import { frequenciesOf, initialNetwork } from "../src/training/network/initial-network.ts";
import { networkInTraining } from "../src/training/network/network-in-training.node.ts";
import { predictRows } from "../src/training/network/predict.node.ts";
import { parameterGroups } from "../src/training/parameter-groups.ts";
import { findRadiographs, targetsOf } from "../src/training/radiographs.node.ts";
import type { NetworkRecipe } from "../src/training/recipe.ts";
import { learningRate } from "../src/training/schedule.ts";
import { type FoldPredictions, scoredFindings, showAgainst } from "./variants.ts";

const [run = "", images = "", chosen = "1"] = process.argv.slice(2);
const recipe = await readRecipe(run);
const { network, fit: settings, validation } = recipe;
const threads = availableParallelism();

const { trainList } = await findRadiographs(recipe.data, images);
const cache = await preparePixelCache(
  trainList.map(({ path }) => path),
  { size: network.inputSize, folder: join(run, "pixels") },
);
const records = Array.from(cache.rows, (row) => trainList[row] ?? fail("A radiograph is missing."));
const targets = targetsOf(records);
const fold = Number(chosen) - 1;
const foldOf = patientFolds(records, validation.folds, recipe.seed);
const { teaching, predicted } = planFold(foldOf, fold, validation.folds, false);
const seed = recipe.seed + fold;

const folder = await mkdtemp(join(tmpdir(), "thorascope-fit-"));
try {
  const started = performance.now();
  const { weights, peakMegabytes } = await fitWithPyTorch();
  const minutes = (performance.now() - started) / 60_000;
  console.log(`PyTorch: ${minutes.toFixed(1)} minutes, peak ${Math.round(peakMegabytes)} MB`);
  const { logits: theirs } = await predictRows(cache, predicted, { network, weights, threads });
  const pytorch = scored(theirs);
  const [ours, difference] = showAgainst(scored(await readLogits()), pytorch);
  const [reached] = showAgainst(pytorch, pytorch);
  console.log(
    `fold ${fold + 1}, ${predicted.length} radiographs, mean AUROC over ${pytorch.findings.length} findings: ` +
      `Thorascope ${ours}, PyTorch ${reached}, difference ${difference}`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function readRecipe(
  folderOfRun: string,
): Promise<NetworkRecipe & { data: { dataset: "nih" } }> {
  const { recipe: found } = JSON.parse(await readFile(join(folderOfRun, "recipe.json"), "utf8"));
  const fits =
    found.network?.architecture === "mobilenet_v2" &&
    found.data.dataset === "nih" &&
    found.fit.loss.kind === "binary-cross-entropy" &&
    found.fit.optimizer.kind === "adamw" &&
    found.fit.accumulate === 1 &&
    found.fit.frozen.length === 0 &&
    found.fit.earlyStopping === null;
  return fits
    ? found
    : fail("bench/fit.ts has no PyTorch counterpart of this recipe; see its head.");
}

/** The weights that PyTorch reaches, and the memory that it needed. */
async function fitWithPyTorch(): Promise<{ weights: Weights; peakMegabytes: number }> {
  const { initialWeights } = recipe;
  const given =
    initialWeights === null
      ? null
      : findNetwork(readWeights(await readFile(initialWeights)), network.architecture);
  const ours = networkInTraining({
    network,
    initial: initialNetwork(network, given, { targets, teaching, seed }),
    settings,
    frequencies: frequenciesOf(targets, teaching),
    options: { threads },
  });
  const groups = parameterGroups(ours.parameters, settings, 0);
  const [initial, fitted] = [
    join(folder, "initial.safetensors"),
    join(folder, "fitted.safetensors"),
  ];
  await writeFile(initial, writeSafetensors(ours.weights(), {}));
  const pytorch = startPyTorch({
    size: settings.inputSize,
    batch: settings.batchSize,
    outputs: targets.columns,
    threads,
    padding: network.padding,
    gradientNorm: settings.gradientNorm ?? 1e9,
    movingAverage: settings.movingAverage ?? 0,
    parameters: ours.parameters.map(({ name }, index) => ({ name, ...groups[index] })),
    initial,
    fitted,
  });
  await pytorch.answer();

  const stepsPerEpoch = Math.floor(teaching.length / settings.batchSize);
  const totalSteps = stepsPerEpoch * settings.epochs;
  const loader = openLoader({
    cache,
    targets,
    inputSize: settings.inputSize,
    augmentation: settings.augmentation,
    batchSize: settings.batchSize,
    seed,
    workers: 1,
    order: shuffledOrder(teaching, seed),
    stepsPerEpoch,
  });
  const features = ARCHITECTURES[network.architecture].featureCount;
  const dropout = new Float32Array(settings.batchSize * features).fill(1);
  let step = 0;
  for await (const batch of loader.batches({ epoch: 0, step: 0 })) {
    drawDropout(dropout, settings.dropout, { seed, epoch: batch.epoch, step: batch.step });
    const rate = learningRate(settings.schedule, {
      peak: settings.learningRate,
      step,
      stepsPerEpoch,
      totalSteps,
      history: [],
    });
    pytorch.give([Float32Array.of(rate), batch.grey, batch.targets, dropout]);
    const { loss } = await pytorch.answer();
    step++;
    if (step % 20 === 0 || step === totalSteps)
      console.log(`step ${step} of ${totalSteps}, loss ${loss.toFixed(4)}`);
    if (step === totalSteps) break;
  }
  await loader.close();
  pytorch.end();
  const { peakMegabytes } = await pytorch.answer();
  return { weights: readSafetensors(await readFile(fitted)).tensors, peakMegabytes };
}

function startPyTorch(request: object) {
  const script = fileURLToPath(new URL("pytorch-fit.py", import.meta.url));
  const child = spawn("/usr/bin/python3", [script, JSON.stringify(request)]);
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    give: (arrays: readonly Float32Array[]) => {
      for (const { buffer, byteOffset, byteLength } of arrays)
        child.stdin.write(Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength)));
    },
    answer: async (): Promise<{ loss: number; peakMegabytes: number }> => {
      const { value, done } = await lines.next();
      return done
        ? fail("PyTorch has ended; is python3-torchvision installed?")
        : JSON.parse(value);
    },
    end: () => child.stdin.end(),
  };
}

/** What the run's own network of this fold said: of an ensemble, the first fit. */
async function readLogits(): Promise<Matrix> {
  const [first] = ensembleFits(`fold-${fold + 1}`, "", settings.ensemble ?? 1);
  const { tensors } = readSafetensors(await readFile(join(run, `${first?.name}.safetensors`)));
  const shape = { rows: predicted.length, columns: targets.columns };
  return { ...shape, data: weight(tensors, "logits", [shape.rows, shape.columns]).data };
}

function scored(logits: Matrix): FoldPredictions {
  return scoredFindings({
    logits,
    targets: selectRows(targets, predicted),
    patientIds: predicted.map((row) => records[row]?.patientId ?? ""),
  });
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
