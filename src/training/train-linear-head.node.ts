import { readFile } from "node:fs/promises";
import { type LocatedRecord, patientFolds } from "../dataset/index.ts";
import { FINDINGS } from "../findings/index.ts";
import { readingGraph, type TrainedModelDescription } from "../model/index.node.ts";
import { featureCount, readSafetensors } from "../networks/index.ts";
import { createSession } from "../runtime/index.node.ts";
import { crossValidate } from "./cross-validation.node.ts";
import { extractFeatures } from "./feature-cache.node.ts";
import { featureGraph } from "./feature-graph.ts";
import { foldScale } from "./fold-scale.ts";
import { readInitialWeights } from "./initial-weights.node.ts";
import { type Epoch, fitLinearHead } from "./linear-head.ts";
import { rowOf, selectRows } from "./matrix.ts";
import { findRadiographs, foundInWords, targetsOf } from "./radiographs.node.ts";
import type { LinearRecipe } from "./recipe.ts";
import { openRunDirectory, sha256 } from "./run-directory.node.ts";
import { shipModel } from "./ship-model.node.ts";
import { measureFeatures, standardize } from "./standardize.ts";
import type { TrainingPaths, TrainingProgress } from "./training-request.ts";

/**
 * Trains a linear head on a frozen network, from a recipe to a model's folder (`best/` of the run):
 *
 * features of all radiographs of the train list -> patient-grouped cross-validation -> calibration and
 * operating points from out-of-fold logits -> a head fitted to all of the train list for as many epochs
 * as the folds took -> one look at the held-out list, through the very model that ships.
 *
 * Started again on the same folder, it continues: features and folds that are done are kept.
 */
export async function trainLinearHead(
  recipe: LinearRecipe,
  paths: TrainingPaths,
  progress: TrainingProgress = {},
): Promise<TrainedModelDescription> {
  const { onNote, onStep } = progress;
  const { network, head: settings, seed } = recipe;

  const found = await findRadiographs(recipe.data, paths.images ?? "", paths.labels);
  const { trainList, heldOut, missing, labels } = found;
  onNote?.(foundInWords(found));
  const weightBytes = await readInitialWeights(paths, recipe.initialWeights);
  const { tensors: weights } = readSafetensors(weightBytes);
  const run = await openRunDirectory(paths.out, recipe, {
    labels: sha256(await readFile(labels)),
    weights: sha256(weightBytes),
    trainList: sha256(trainList.map(({ fileName }) => fileName).join("\n")),
    heldOut: sha256(heldOut.map(({ fileName }) => fileName).join("\n")),
  });

  const session = await createSession(featureGraph(network, weights));
  const extraction = await extractFeatures(
    trainList.map(({ path }) => path),
    {
      session,
      inputSize: network.inputSize,
      featureCount: featureCount(network),
      folder: run.folder,
      onProgress: (done, total) => onStep?.("features", done, total),
    },
  );
  await session.release();
  for (const { path, code } of extraction.leftOut) onNote?.(`left out: ${path} (${code})`);
  await run.log({ stage: "features", radiographs: trainList.length, leftOut: extraction.leftOut });
  const kept = [...trainList.keys()].filter(
    (row) => !Number.isNaN(rowOf(extraction.features, row)[0]),
  );
  const records = kept.map((row) => trainList[row] as LocatedRecord);
  const examples = { features: selectRows(extraction.features, kept), targets: targetsOf(records) };

  const showEpoch = (stage: string) => (entry: Epoch) =>
    onStep?.(
      stage,
      entry.epoch,
      settings.maximumEpochs,
      `loss ${(entry.validationLoss ?? entry.trainLoss).toFixed(4)}`,
    );
  const validated = await crossValidate(examples, patientFolds(records, settings.folds, seed), {
    settings,
    seed,
    run,
    onEpoch: (fold, entry) => showEpoch(`fold ${fold + 1} of ${settings.folds}`)(entry),
  });
  const scored = {
    population: recipe.data.population,
    logits: validated.logits,
    targets: examples.targets,
    fileNames: records.map(({ fileName }) => fileName),
    patientIds: records.map(({ patientId }) => patientId),
  };

  const epochs = Math.round(
    validated.epochs.reduce((sum, epoch) => sum + epoch, 0) / validated.epochs.length,
  );
  const scale = measureFeatures(examples.features);
  const fit = fitLinearHead(
    { features: standardize(examples.features, scale), targets: examples.targets },
    { settings, seed: seed + settings.folds, epochs, onEpoch: showEpoch("final fit") },
  );
  const layer = foldScale(fit.head, scale);
  const graph = readingGraph(
    network,
    weights,
    layer(0, FINDINGS.length),
    layer(FINDINGS.length, FINDINGS.length + 1),
  );
  return shipModel(
    {
      recipe,
      run,
      graph,
      scored,
      records,
      heldOut,
      trainList,
      leftOut: extraction.leftOut,
      missing,
      epochs: validated.epochs,
    },
    progress,
  );
}
