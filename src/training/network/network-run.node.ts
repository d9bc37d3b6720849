import { join } from "node:path";
import { type LocatedRecord, patientFolds } from "../../dataset/index.ts";
import {
  type PixelCache,
  type PixelCacheOptions,
  preparePixelCache,
} from "../../dataset/pixel-cache.node.ts";
import { FINDINGS } from "../../findings/index.ts";
import { findNetwork, readWeights, type Weights } from "../../networks/index.ts";
import { readInitialWeights } from "../initial-weights.node.ts";
import { refuseLostFile } from "../lost-file.ts";
import { type Matrix, selectRows, zeros } from "../matrix.ts";
import { certain, foundInWords, targetsOf } from "../radiographs.node.ts";
import type { NetworkRecipe } from "../recipe.ts";
import { openRunDirectory, type RunDirectory, sha256 } from "../run-directory.node.ts";
import type { SourcedRadiographs, SourcedRecord } from "../sources.node.ts";
import { stoppable } from "../stoppable.ts";
import type { TrainingOptions, TrainingPaths } from "../training-request.ts";
import { mostToScore } from "../validation-score.ts";
import { type FitOutcome, type FoldPlan, fitOnce, planFold } from "./cross-validate.node.ts";
import { type EnsembleFit, ensembleFits } from "./ensemble.ts";
import { fitNetwork } from "./fit.node.ts";
import { initialNetwork } from "./initial-network.ts";
import { predictRows } from "./predict.node.ts";
import { refuseUnscored } from "./stop.ts";
import { readCorrections } from "./taught-labels.node.ts";
import {
  findTrainingRadiographs,
  rowsOfShare,
  shuffleLabels,
} from "./training-radiographs.node.ts";

/** Fits to the same radiographs, which make up one ensemble. */
export interface FitGroup {
  readonly plan: FoldPlan;
  readonly fits: readonly EnsembleFit[];
}

/** A run that is ready to be fitted: its folder, its radiographs as the network takes them, and what is to be fitted. */
export interface NetworkRun {
  readonly run: RunDirectory;
  readonly cache: PixelCache;
  /** Row r of the cache is of record r. */
  readonly records: readonly SourcedRecord[];
  /** Labels that predictions are compared with; NaN where not known. */
  readonly targets: Matrix;
  /** What was found, both lists as they were before radiographs were refused. */
  readonly found: SourcedRadiographs;
  /** The share of features that its ensemble is to be tried without; 0 of single fits, of which nobody knows what it says. */
  readonly dropout: number;
  readonly folds: readonly FitGroup[];
  /** To all radiographs; null where the first fold's networks ship. */
  readonly final: FitGroup | null;
  /** Carries out a fit, or reads what it gave when it was carried out before. */
  carryOut(fit: EnsembleFit, plan: FoldPlan, epochs: number): Promise<FitOutcome>;
}

/** Finds a run's radiographs, prepares their pixels and plans its fits; opens the run's folder, or goes on in it. */
export async function openNetworkRun(
  recipe: NetworkRecipe,
  paths: TrainingPaths,
  options: TrainingOptions,
): Promise<NetworkRun> {
  const preparing = stoppable(options, paths.out);
  const { onNote, onStep } = preparing;
  const { network, fit: settings, validation, seed } = recipe;

  const found = await findTrainingRadiographs(recipe, paths, preparing);
  const { trainList, heldOut } = found;
  onNote?.(foundInWords(found));
  const start = paths.weights ?? recipe.initialWeights;
  const weightBytes = start === null ? null : await readInitialWeights(paths, start);
  const corrections = await readCorrections(recipe, paths.recipe);
  const run = await openRunDirectory(paths.out, recipe, {
    ...found.hashes,
    ...(corrections === null ? {} : { corrections: corrections.sha256 }),
    weights: weightBytes === null ? null : sha256(weightBytes),
  });

  const cache = await pixelsOf(trainList, {
    size: network.inputSize,
    folder: join(run.folder, "pixels"),
    onProgress: (done, total) => onStep?.("pixels", done, total),
  });
  for (const { path, code } of cache.leftOut) onNote?.(`left out: ${path} (${code})`);
  await run.log({ stage: "pixels", radiographs: trainList.length, leftOut: cache.leftOut });
  const records = Array.from(cache.rows, (row) => trainList[row] as SourcedRecord);
  const labels = targetsOf(records);
  const targets = recipe.data.shuffleLabels === true ? shuffleLabels(labels, seed) : labels;

  // What is taught may be corrected; what is scored stays as the source has it, or a correction could flatter itself.
  const taught = corrections === null ? { targets, weights: null } : corrections.teach(records);

  const balancesSources = recipe.data.dataset === "several" && recipe.data.balance === "sources";
  const sources = balancesSources ? records.map(({ source }) => source) : null;

  const given =
    weightBytes === null ? null : findNetwork(readWeights(weightBytes), network.architecture);
  const ensemble = settings.ensemble ?? 1;
  const dropout = ensemble > 1 ? settings.dropout : 0;
  const predictBy = (weights: Weights, from: PixelCache, rows: readonly number[]) =>
    predictRows(from, rows, { network, weights, dropout, threads: options.threads });
  // What other patients would change is seen on radiographs that no fold's fits learn from.
  const outside =
    ensemble > 1 && heldOut.length > 0
      ? await pixelsOf(heldOut, {
          size: network.inputSize,
          folder: join(run.folder, "pixels-held-out"),
        })
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
      settings: {
        ...settings,
        epochs,
        // Without radiographs to judge it by, it would stop for want of improvement.
        earlyStopping: plan.stopping.length === 0 ? null : settings.earlyStopping,
      },
      seed: seedOfFit,
      cache,
      ...taught,
      judgedBy: certain(targets),
      sources,
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

  const foldOf = patientFolds(records, validation.folds, seed);
  const { fitted } = validation;
  const folds = Array.from({ length: fitted }, (_, fold) => ({
    plan: planFold(foldOf, fold, validation.folds, settings.earlyStopping !== null),
    fits: ensembleFits(`fold-${fold + 1}`, `fold ${fold + 1} of ${fitted}`, ensemble),
  }));
  if (settings.earlyStopping !== null)
    for (const { plan, fits } of folds)
      refuseUnscored(
        fits[0]?.stage ?? "",
        mostToScore(selectRows(certain(targets), plan.stopping), FINDINGS.length),
      );
  const everything: FoldPlan = {
    fold: validation.folds,
    teaching: [...records.keys()],
    stopping: [],
    predicted: [],
  };
  const final = { plan: everything, fits: ensembleFits("final", "final fit", ensemble) };
  return {
    run,
    cache,
    records,
    targets,
    found,
    dropout,
    folds,
    final: validation.refit ? final : null,
    carryOut: (fit, plan, epochs) => fitOnce(run, fit.name, () => fitAlone(fit, plan, epochs)),
  };
}

/**
 * The pixels of radiographs, less those that are refused.
 *
 * @throws DatasetError `FILE_UNREADABLE`
 */
async function pixelsOf(
  records: readonly LocatedRecord[],
  options: PixelCacheOptions,
): Promise<PixelCache> {
  const paths = records.map(({ path }) => path);
  const cache = await preparePixelCache(paths, options);
  for (const { path, code } of cache.leftOut) refuseLostFile(path, code);
  return cache;
}
