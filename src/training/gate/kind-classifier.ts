import { Random } from "../../random.ts";
import type { LinearHead } from "../linear-head.ts";
import { addScaled, dot, type Matrix, rowOf, zeros } from "../matrix.ts";
import { adam, type ParameterGroup } from "../optimizers/index.ts";

/** Standardized features of images and the kind of each, a place in a list of kinds. */
export interface KindExamples {
  readonly features: Matrix;
  readonly kinds: readonly number[];
  readonly count: number;
}

export interface ClassifierSettings {
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Times the sum of squared weights, added to the mean loss. */
  readonly l2: number;
}

/**
 * Fits one linear layer whose softmax gives the probability of each kind (multinomial logistic regression), by Adam on
 * shuffled batches. Kinds weigh alike in the loss, however many images there are of each, so a probability is that
 * among equally many images of every kind.
 */
export function fitKindClassifier(
  { features, kinds, count }: KindExamples,
  { epochs, batchSize, learningRate, l2 }: ClassifierSettings,
  seed: number,
): LinearHead {
  const random = Random.fromSeed(seed);
  const head: LinearHead = {
    weight: zeros(count, features.columns),
    bias: new Float32Array(count),
  };
  const gradient = { weight: zeros(count, features.columns), bias: new Float32Array(count) };
  const [weightStep, biasStep] = [adam(head.weight.data.length), adam(count)];
  const shares = shareOfEach(kinds, count);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = random.shuffle([...kinds.keys()]);
    // The rate falls to 0 along a half cosine, so that the last batches do not decide.
    const rate = (learningRate * (1 + Math.cos((Math.PI * (epoch - 1)) / epochs))) / 2;
    for (let start = 0; start < order.length; start += batchSize) {
      gradient.weight.data.fill(0);
      gradient.bias.fill(0);
      const batch = order.slice(start, start + batchSize);
      for (const row of batch) {
        const kind = kinds[row] as number;
        const importance = 1 / (count * (shares[kind] as number) * batch.length);
        addExample(head, rowOf(features, row), kind, importance, gradient);
      }
      addScaled(gradient.weight.data, head.weight.data, 2 * l2);
      weightStep.step(head.weight.data, gradient.weight.data, rate, whole(head.weight.data));
      biasStep.step(head.bias, gradient.bias, rate, whole(head.bias));
    }
  }
  return head;
}

/** Softmax of the logits of one row. */
export function kindProbabilities({ weight, bias }: LinearHead, row: Float32Array): Float64Array {
  const logits = Float64Array.from(bias, (offset, kind) => offset + dot(rowOf(weight, kind), row));
  const most = logits.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  const raised = logits.map((logit) => Math.exp(logit - most));
  const sum = raised.reduce((total, value) => total + value, 0);
  return raised.map((value) => value / sum);
}

/** Adds the gradient of the cross-entropy: (probability - truth) times the features. */
function addExample(
  head: LinearHead,
  row: Float32Array,
  kind: number,
  importance: number,
  gradient: LinearHead,
): void {
  for (const [index, probability] of kindProbabilities(head, row).entries()) {
    const slope = importance * (probability - (index === kind ? 1 : 0));
    addScaled(rowOf(gradient.weight, index), row, slope);
    gradient.bias[index] = (gradient.bias[index] as number) + slope;
  }
}

function shareOfEach(kinds: readonly number[], count: number): number[] {
  return Array.from(
    { length: count },
    (_, kind) => kinds.filter((one) => one === kind).length / kinds.length,
  );
}

function whole({ length }: Float32Array): ParameterGroup[] {
  return [{ from: 0, to: length, rateFactor: 1, weightDecay: 0 }];
}
