import { openLoader } from "../../dataset/loader/index.node.ts";
import type { PixelCache } from "../../dataset/pixel-cache.node.ts";
import {
  BALANCE,
  samplingWeights,
  shuffledOrder,
  sourceWeights,
  weightedOrder,
} from "../../dataset/sampling.ts";
import { FINDINGS } from "../../findings/index.ts";
import type { FeatureNetwork, Weights } from "../../networks/index.ts";
import { judgeProgress } from "../early-stopping.ts";
import { clipGradient } from "../gradient-clipping.ts";
import { apart, besideEachOther, type Matrix, selectRows } from "../matrix.ts";
import { followAverage } from "../moving-average.ts";
import { createOptimizer } from "../optimizers/index.ts";
import { frozenStagesIn, parameterGroups } from "../parameter-groups.ts";
import type { FitSettings } from "../recipe.ts";
import type { RunDirectory } from "../run-directory.node.ts";
import { learningRate } from "../schedule.ts";
import type { TrainingOptions } from "../training-request.ts";
import { ENOUGH_TO_SCORE, validationScore } from "../validation-score.ts";
import { readCheckpoint, writeCheckpoint } from "./checkpoint.node.ts";
import { drawDropout } from "./draw-dropout.ts";
import { fitLog } from "./fit-log.node.ts";
import type { FitProgress } from "./fit-state.ts";
import { frequenciesOf } from "./initial-network.ts";
import { networkInTraining } from "./network-in-training.node.ts";
import { predictRows } from "./predict.node.ts";
import { refuseDivergence, refuseFewRadiographs, stopped } from "./stop.ts";

export interface FitOptions {
  /** Of the run's files, e.g. `fold-1`. */
  readonly name: string;
  /** What it is called on the terminal. */
  readonly stage: string;
  /** As the model reads; `settings` say at which size it learns. */
  readonly network: FeatureNetwork;
  readonly initial: Weights;
  readonly settings: FitSettings;
  readonly seed: number;
  readonly cache: PixelCache;
  /** What is taught, of all rows of the cache; NaN where a label is not known. */
  readonly targets: Matrix;
  /** What validation is scored by: labels as the source has them, 1, 0 or NaN. */
  readonly judgedBy: Matrix;
  /** What each label counts in the loss, 0 to 1; null where all count alike. */
  readonly weights: Matrix | null;
  /** The data set that each row of the cache is of, to learn from all of them equally often; null to learn from all rows so. */
  readonly sources: readonly string[] | null;
  /** Rows to learn from. */
  readonly teaching: readonly number[];
  /** Rows that decide which epoch is best and when to stop; none to run all epochs. */
  readonly validation: readonly number[];
  readonly run: RunDirectory;
  readonly options: TrainingOptions;
}

export interface FittedNetwork {
  readonly weights: Weights;
  /** The epoch that they are of, from 1. */
  readonly epoch: number;
}

/** What is lost at most when the machine stops. */
const SECONDS_BETWEEN_CHECKPOINTS = 60;

/**
 * Fits a network to radiographs: the method section of a paper, to be read from top to bottom.
 *
 * Interrupted at any moment and called again on the same run, it goes on from the last checkpoint and ends in
 * the same bytes: every batch's order, augmentation and dropout come from (seed, epoch, position) alone.
 */
export async function fitNetwork(request: FitOptions): Promise<FittedNetwork> {
  const {
    name,
    stage,
    network,
    initial,
    settings,
    seed,
    cache,
    targets,
    judgedBy,
    weights,
    sources,
    teaching,
    validation,
    run,
    options,
  } = request;
  const { signal, checkpointSeconds = SECONDS_BETWEEN_CHECKPOINTS } = options;
  const { batchSize, accumulate, epochs } = settings;
  const batchesPerEpoch = Math.floor(teaching.length / (batchSize * accumulate)) * accumulate;
  refuseFewRadiographs(stage, teaching.length, batchSize * accumulate);

  const learning = networkInTraining({
    network,
    initial,
    settings,
    frequencies: frequenciesOf(targets, teaching),
    options,
  });
  const { values, layout } = learning;
  const parameters = values.subarray(0, layout.parameterCount);
  const optimizer = createOptimizer(settings.optimizer, layout.parameterCount);
  const progress: FitProgress = { epoch: 0, step: 0, lossSum: 0, optimizerSteps: 0, history: [] };
  let average: Float32Array | null = settings.movingAverage === null ? null : values.slice();
  let best: Float32Array | null = null;

  const kept = await readCheckpoint(run, name, layout.valueCount);
  if (kept !== null) {
    Object.assign(progress, kept.progress);
    values.set(kept.values);
    optimizer.restore(kept.optimizer, progress.optimizerSteps);
    ({ average, best } = kept);
  }
  let keptAt = performance.now();
  const keep = async () => {
    await writeCheckpoint(run, name, {
      progress,
      values,
      optimizer: optimizer.state(),
      average,
      best,
    });
    keptAt = performance.now();
  };

  const log = fitLog({ name, stage, batchesPerEpoch, epochs, batchSize, run, options });
  await log.started(kept === null ? null : progress);
  const loader = openLoader({
    cache,
    targets: weights === null ? targets : besideEachOther(targets, weights),
    inputSize: settings.inputSize,
    augmentation: settings.augmentation,
    batchSize,
    seed,
    workers: options.loaders ?? 1,
    order: epochOrder(settings.sampling, teaching, { targets, sources, seed }),
    stepsPerEpoch: batchesPerEpoch,
  });
  const scores = () => progress.history.map(({ validationAuroc }) => validationAuroc);
  const sum = new Float32Array(layout.parameterCount);
  try {
    while (progress.epoch < epochs && !judgeProgress(settings.earlyStopping, scores()).stop) {
      const { epoch } = progress;
      const frozen = frozenStagesIn(epoch + 1, settings.frozen);
      const step = await learning.stepWith(frozen);
      const groups = parameterGroups(learning.parameters, settings, frozen);
      // A checkpoint may be of the very end of an epoch, before it was closed.
      const isWhole = progress.step === batchesPerEpoch;
      for await (const batch of isWhole ? [] : loader.batches({ epoch, step: progress.step })) {
        const place = { stage, epoch: epoch + 1, step: progress.step + 1, folder: run.folder };
        step.grey.set(batch.grey);
        drawDropout(step.dropout, settings.dropout, { seed, epoch, step: progress.step });
        const [labels, counts] =
          weights === null ? [batch.targets, undefined] : apart(batch.targets, targets.columns);
        const loss = await step.run(labels, counts);
        progress.step++;
        progress.lossSum += loss;
        log.batch({ loss, waited: batch.waitedMilliseconds });
        addTo(sum, step.gradient);
        if (progress.step % accumulate !== 0) continue;

        const gradientNorm = clipGradient(sum, settings.gradientNorm);
        refuseDivergence(loss, gradientNorm, place);
        const rate = learningRate(settings.schedule, {
          peak: settings.learningRate,
          step: optimizer.steps,
          stepsPerEpoch: batchesPerEpoch / accumulate,
          totalSteps: (epochs * batchesPerEpoch) / accumulate,
          history: scores(),
        });
        optimizer.step(parameters, sum, rate, groups);
        sum.fill(0);
        if (average !== null)
          followAverage(average, values, settings.movingAverage ?? 0, progress.optimizerSteps);
        progress.optimizerSteps = optimizer.steps;
        await log.step(progress, { loss, rate, gradientNorm });
        if (performance.now() - keptAt >= checkpointSeconds * 1000) await keep();
        if (signal?.aborted) {
          await keep();
          throw stopped(place);
        }
        if (progress.step === batchesPerEpoch) break;
      }

      const current = average ?? values;
      const score =
        validation.length === 0
          ? null
          : validationScore(
              (
                await predictRows(cache, validation, {
                  network,
                  weights: learning.weights(current),
                  threads: options.threads,
                })
              ).logits,
              selectRows(judgedBy, validation),
              FINDINGS.length,
              ENOUGH_TO_SCORE,
            );
      const result = {
        epoch: epoch + 1,
        trainLoss: progress.lossSum / batchesPerEpoch,
        validationAuroc: score?.meanAuroc ?? null,
      };
      progress.history.push(result);
      if (judgeProgress(null, scores()).bestEpoch === result.epoch) best = current.slice();
      Object.assign(progress, { epoch: epoch + 1, step: 0, lossSum: 0 });
      await log.epoch(result, score);
      await keep();
    }
    const { bestEpoch } = judgeProgress(null, scores());
    return {
      weights: learning.weights(best ?? average ?? values),
      epoch: bestEpoch ?? progress.epoch,
    };
  } catch (error) {
    // A full disk stops the fit and may keep the log from saying so: the first error is the one to tell.
    await log.stopped(error).catch(() => {});
    throw error;
  } finally {
    await loader.close();
    await learning.release();
  }
}

/** The order of the rows in each epoch. */
function epochOrder(
  sampling: FitSettings["sampling"],
  rows: readonly number[],
  { targets, sources, seed }: Pick<FitOptions, "targets" | "sources" | "seed">,
): (epoch: number) => Uint32Array {
  if (sampling === "shuffled" && sources === null) return shuffledOrder(rows, seed);
  const ofFindings = sampling === "balanced" ? samplingWeights(rows, targets, BALANCE) : null;
  const ofSources = sources === null ? null : sourceWeights(rows, sources);
  const weights = Float64Array.from(
    rows,
    (_, index) => (ofFindings?.[index] ?? 1) * (ofSources?.[index] ?? 1),
  );
  return weightedOrder(rows, weights, seed);
}

/** Gradients carry 1 / accumulate already, so that their sum is the mean. */
function addTo(sum: Float32Array, gradient: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (gradient[i] as number);
}
