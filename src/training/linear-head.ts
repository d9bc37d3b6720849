import { sigmoid } from "../evaluation/index.ts";
import { Random } from "../random.ts";
import { TrainingError } from "./errors.ts";
import { addScaled, dot, type Matrix, rowOf, zeros } from "./matrix.ts";
import { adam, type ParameterGroup } from "./optimizers/index.ts";
import type { HeadSettings } from "./recipe.ts";

/** logits = weight · features + bias; weight is [outputs, features]. */
export interface LinearHead {
  readonly weight: Matrix;
  readonly bias: Float32Array;
}

/** Standardized features and the targets that go with them: 1 present, 0 absent, NaN unknown. */
export interface Examples {
  readonly features: Matrix;
  readonly targets: Matrix;
}

/** How one epoch went. */
export interface Epoch {
  readonly epoch: number;
  readonly trainLoss: number;
  /** Null where there are no validation examples. */
  readonly validationLoss: number | null;
}

export interface HeadFit {
  readonly head: LinearHead;
  /** The epoch, from 1, that the head is of. */
  readonly epoch: number;
}

export interface FitOptions {
  readonly settings: HeadSettings;
  readonly seed: number;
  /** Stops where these no longer improve and returns the best epoch; without, all epochs are run. */
  readonly validation?: Examples;
  /** Instead of the settings' maximum. */
  readonly epochs?: number;
  readonly onEpoch?: (epoch: Epoch) => void;
}

/**
 * Fits a linear layer to multi-label targets: the mean over radiographs of the binary cross-entropy summed
 * over outputs, plus l2 times the sum of squared weights (not biases), by Adam on shuffled batches.
 *
 * Weights start at 0 and biases at the log odds of the targets, so the first guess is the prevalence and
 * the seed decides the batches only.
 */
export function fitLinearHead(examples: Examples, options: FitOptions): HeadFit {
  const { settings, validation, onEpoch } = options;
  const random = Random.fromSeed(options.seed);
  const head = initialHead(examples);
  const gradient = {
    weight: zeros(head.weight.rows, head.weight.columns),
    bias: new Float32Array(head.bias.length),
  };
  const weight = { optimizer: adam(head.weight.data.length), groups: wholeOf(head.weight.data) };
  const bias = { optimizer: adam(head.bias.length), groups: wholeOf(head.bias) };
  let best = { loss: Number.POSITIVE_INFINITY, fit: { head, epoch: 0 } };

  for (let epoch = 1; epoch <= (options.epochs ?? settings.maximumEpochs); epoch++) {
    const order = random.shuffle(Array.from({ length: examples.features.rows }, (_, row) => row));
    let lossSum = 0;
    for (let start = 0; start < order.length; start += settings.batchSize) {
      const batch = order.slice(start, start + settings.batchSize);
      lossSum += addGradient(head, examples, batch, gradient);
      addScaled(gradient.weight.data, head.weight.data, 2 * settings.l2);
      const rate = settings.learningRate;
      weight.optimizer.step(head.weight.data, gradient.weight.data, rate, weight.groups);
      bias.optimizer.step(head.bias, gradient.bias, rate, bias.groups);
    }
    const trainLoss = refuseDivergence(lossSum / order.length, epoch);
    const validationLoss = validation ? meanLoss(head, validation) : null;
    onEpoch?.({ epoch, trainLoss, validationLoss });
    if (validationLoss === null) best = { loss: trainLoss, fit: { head, epoch } };
    else if (validationLoss < best.loss)
      best = { loss: validationLoss, fit: { head: copyHead(head), epoch } };
    else if (epoch - best.fit.epoch >= settings.patience) break;
  }
  return best.fit;
}

/** Logits of standardized features, [radiographs, outputs]. */
export function applyHead({ weight, bias }: LinearHead, features: Matrix): Matrix {
  const logits = zeros(features.rows, weight.rows);
  for (let row = 0; row < features.rows; row++) {
    for (let output = 0; output < weight.rows; output++) {
      logits.data[row * weight.rows + output] =
        dot(rowOf(weight, output), rowOf(features, row)) + (bias[output] as number);
    }
  }
  return logits;
}

function initialHead({ features, targets }: Examples): LinearHead {
  const bias = Float32Array.from({ length: targets.columns }, (_, output) => {
    let [positives, known] = [0.5, 1];
    for (let row = 0; row < targets.rows; row++) {
      const target = targets.data[row * targets.columns + output] as number;
      if (Number.isNaN(target)) continue;
      positives += target;
      known++;
    }
    return Math.log(positives / (known - positives));
  });
  return { weight: zeros(targets.columns, features.columns), bias };
}

/** All parameters in one group; the penalty of the weights is in their gradient. */
function wholeOf({ length }: Float32Array): ParameterGroup[] {
  return [{ from: 0, to: length, rateFactor: 1, weightDecay: 0 }];
}

/** Sets `gradient` to the batch's mean gradient of the cross-entropy and returns the batch's summed loss. */
function addGradient(
  head: LinearHead,
  { features, targets }: Examples,
  batch: readonly number[],
  gradient: LinearHead,
): number {
  gradient.weight.data.fill(0);
  gradient.bias.fill(0);
  let loss = 0;
  for (const row of batch) {
    const x = rowOf(features, row);
    for (let output = 0; output < targets.columns; output++) {
      const target = targets.data[row * targets.columns + output] as number;
      if (Number.isNaN(target)) continue;
      const logit = dot(rowOf(head.weight, output), x) + (head.bias[output] as number);
      loss += crossEntropy(logit, target);
      const slope = (sigmoid(logit) - target) / batch.length;
      addScaled(rowOf(gradient.weight, output), x, slope);
      gradient.bias[output] = (gradient.bias[output] as number) + slope;
    }
  }
  return loss;
}

/** Binary cross-entropy of a logit, summed over outputs and averaged over radiographs. */
function meanLoss(head: LinearHead, { features, targets }: Examples): number {
  const logits = applyHead(head, features).data;
  let loss = 0;
  for (const [index, target] of targets.data.entries()) {
    if (!Number.isNaN(target)) loss += crossEntropy(logits[index] as number, target);
  }
  return loss / targets.rows;
}

/** -log of the probability given to the truth, max(z, 0) - z t + log(1 + exp(-|z|)). */
function crossEntropy(logit: number, target: number): number {
  return Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit)));
}

function refuseDivergence(loss: number, epoch: number): number {
  if (Number.isFinite(loss)) return loss;
  throw new TrainingError(
    "TRAINING_DIVERGED",
    `The loss is ${loss} in epoch ${epoch}. Lower the recipe's learning rate, or look for values in the features that are not numbers.`,
    { epoch, loss },
  );
}

function copyHead({ weight, bias }: LinearHead): LinearHead {
  return { weight: { ...weight, data: weight.data.slice() }, bias: bias.slice() };
}
