import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { patientFolds } from "../../dataset/index.ts";
import { type PixelCache, preparePixelCache } from "../../dataset/pixel-cache.node.ts";
import { writeOnnx } from "../../graph/write.ts";
import type { TrainedModelDescription } from "../../model/index.node.ts";
import { findNetwork, readWeights, type Weights } from "../../networks/index.ts";
import { selectRows, zeros } from "../matrix.ts";
import { certain, targetsOf } from "../radiographs.node.ts";
import type { NetworkRecipe } from "../recipe.ts";
import { openRunDirectory, sha256 } from "../run-directory.node.ts";
import { shipModel } from "../ship-model.node.ts";
import type { SourcedRecord } from "../sources.node.ts";
import type { TrainingOptions, TrainingPaths } from "../training-request.ts";
import {
  crossValidateNetwork,
  type EnsembleOutcome,
  type FitOutcome,
  type FoldPlan,
  fitOnce,
  planFold,
} from "./cross-validate.node.ts";
import {
  type EnsembleFit,
  ensembleFits,
  meanOfMatrices,
  rootMeanSquareOfMatrices,
} from "./ensemble.ts";
import { fitNetwork } from "./fit.node.ts";
import { initialNetwork } from "./initial-network.ts";
import { predictRows, shippedGraph } from "./predict.node.ts";
import { probeSources } from "./source-probe.node.ts";
import { readCorrections } from "./taught-labels.node.ts";
import {
  findTrainingRadiographs,
  rowsOfShare,
  shuffleLabels,
} from "./training-radiographs.node.ts";

/**
 * Trains a whole network, from a recipe to a model's folder (`best/` of the run):
 *
 * radiographs into a cache of pixels -> a fit per fold of patients, which predicts the fold that it did not
 * see -> calibration and operating points from those predictions -> a fit to all of the train list (or the
 * first fold's network) -> one look at the held-out list, through the very model that ships.
 *
 * Started again on the same folder, it continues from the last checkpoint, to the same bytes.
 */
export async function trainNetwork(
  recipe: NetworkRecipe,
  paths: TrainingPaths,
  options: TrainingOptions = {},
): Promise<TrainedModelDescription> {
  const { onNote, onStep } = options;
  const { network, fit: settings, validation, seed } = recipe;

  const found = await findTrainingRadiographs(recipe, paths, options);
  const { trainList, heldOut } = found;
  onNote?.(`${trainList.length} radiographs to learn from, ${heldOut.length} held out.`);
  const weightsPath =
    paths.weights ??
    (recipe.initialWeights === null ? null : resolve(dirname(paths.recipe), recipe.initialWeights));
  const weightBytes = weightsPath === null ? null : await readFile(weightsPath);
  const corrections = await readCorrections(recipe, paths.recipe);
  const run = await openRunDirectory(paths.out, recipe, {
    ...found.hashes,
    ...(corrections === null ? {} : { corrections: corrections.sha256 }),
    weights: weightBytes === null ? null : sha256(weightBytes),
  });

  const cache = await preparePixelCache(
    trainList.map(({ path }) => path),
    {
      size: network.inputSize,
      folder: join(run.folder, "pixels"),
      onProgress: (done, total) => onStep?.("pixels", done, total),
    },
  );
  for (const { path, code } of cache.leftOut) onNote?.(`left out: ${path} (${code})`);
  await run.log({ stage: "pixels", radiographs: trainList.length, leftOut: cache.leftOut });
  const records = Array.from(cache.rows, (row) => trainList[row] as SourcedRecord);
  const labels = targetsOf(records);
  const targets = recipe.data.shuffleLabels === true ? shuffleLabels(labels, seed) : labels;

  // What is taught may be corrected; what is scored stays as the source has it, or a correction could flatter itself.
  const taught = corrections === null ? { targets, weights: null } : corrections.teach(records);

  const balancesSources = recipe.data.dataset === "several" && recipe.data.balance === "sources";

  const given =
    weightBytes === null ? null : findNetwork(readWeights(weightBytes), network.architecture);
  // Of a single fit nobody knows what its spread is worth.
  const isEnsemble = (settings.ensemble ?? 1) > 1;
  const dropout = isEnsemble ? settings.dropout : 0;
  const predictBy = (weights: Weights, from: PixelCache, rows: readonly number[]) =>
    predictRows(from, rows, { network, weights, dropout, threads: options.threads });
  // What other patients would change is seen on radiographs that no fold's fits learn from.
  const outside =
    isEnsemble && heldOut.length > 0
      ? await preparePixelCache(
          heldOut.map(({ path }) => path),
          { size: network.inputSize, folder: join(run.folder, "pixels-held-out") },
        )
      : null;
  const fitAlone = async (
    fit: EnsembleFit,
    plan: FoldPlan,
    epochs: number,
  ): Promise<FitOutcome> => {
    const teaching = rowsOfShare(plan.teaching, records, recipe.data.share ?? 1, seed);
    const seedOfFit = seed + plan.fold + fit.index * (validation.folds + 1);
    const { weights, epoch } = await fitNetwork({
      name: fit.name,
      stage: fit.stage,
      network,
      initial: initialNetwork(network, given, {
        targets: taught.targets,
        teaching,
        seed: seedOfFit,
      }),
      settings: { ...settings, epochs },
      seed: seedOfFit,
      cache,
      ...taught,
      sources: balancesSources ? records.map(({ source }) => source) : null,
      teaching,
      validation: plan.stopping,
      run,
      options,
    });
    const predicted = await predictBy(weights, cache, plan.predicted);
    const isFold = plan.predicted.length > 0;
    const elsewhere =
      outside === null || !isFold
        ? []
        : [await predictBy(weights, outside, [...outside.rows.keys()])];
    return {
      ...predicted,
      outside: elsewhere[0]?.logits ?? zeros(0, predicted.logits.columns),
      epoch,
      weights,
    };
  };
  const fitTo = async (
    name: string,
    stage: string,
    plan: FoldPlan,
    epochs: number,
  ): Promise<EnsembleOutcome> => {
    const outcomes: FitOutcome[] = [];
    for (const fit of ensembleFits(name, stage, settings.ensemble ?? 1))
      outcomes.push(await fitOnce(run, fit.name, () => fitAlone(fit, plan, epochs)));
    return {
      logits: meanOfMatrices(outcomes.map(({ logits }) => logits)),
      alone: outcomes,
      epoch: meanOf(outcomes.map(({ epoch }) => epoch)),
      members: outcomes.map(({ weights }) => weights),
    };
  };

  const foldOf = patientFolds(records, validation.folds, seed);
  const fitted = Math.min(validation.fitted, validation.folds);
  const plans = Array.from({ length: fitted }, (_, fold) =>
    planFold(foldOf, fold, validation.folds, settings.earlyStopping !== null),
  );
  const validated = await crossValidateNetwork(plans, (plan) =>
    fitTo(`fold-${plan.fold + 1}`, `fold ${plan.fold + 1} of ${fitted}`, plan, settings.epochs),
  );
  const predicted = validated.rows.map((row) => records[row] as SourcedRecord);
  const scored = {
    population: recipe.data.population,
    logits: validated.logits,
    spreads: rootMeanSquareOfMatrices(validated.spreads),
    targets: certain(selectRows(targets, validated.rows)),
    fileNames: predicted.map(({ fileName }) => fileName),
    patientIds: predicted.map(({ patientId }) => patientId),
    sources: predicted.map(({ source }) => source),
  };

  const everything = {
    fold: validation.folds,
    teaching: [...records.keys()],
    stopping: [],
    predicted: [],
  };
  const { members } = validation.refit
    ? await fitTo("final", "final fit", everything, meanOf(validated.epochs))
    : validated;
  const { epochs } = validated;
  const { alone: logits, spreads, outside: elsewhere } = validated;
  const alone = { logits, spreads, outside: elsewhere, folds: validation.folds };
  const sourceProbe = await probeSources(cache, records, { network, members, seed, ...options });
  const onnx = writeOnnx(shippedGraph(network, members, dropout), {
    description: recipe.title,
    producerVersion: recipe.version,
  });
  return shipModel(
    { recipe, run, onnx, scored, records: predicted, heldOut, epochs, alone, sourceProbe },
    options,
  );
}

function meanOf(epochs: readonly number[]): number {
  return Math.round(epochs.reduce((sum, epoch) => sum + epoch, 0) / epochs.length);
}
