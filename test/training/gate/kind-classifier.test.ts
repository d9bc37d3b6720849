import { expect, test } from "vitest";
import { Random } from "../../../src/random.ts";
import {
  fitKindClassifier,
  kindProbabilities,
} from "../../../src/training/gate/kind-classifier.ts";
import { rowOf, zeros } from "../../../src/training/matrix.ts";

const L2 = 0.02;

/** Three clouds of unequal size that overlap. */
function clouds() {
  const random = Random.fromSeed(11);
  const kinds = Array.from({ length: 300 }, (_, row) => (row < 200 ? 0 : row < 260 ? 1 : 2));
  const features = zeros(300, 4);
  for (const [row, kind] of kinds.entries()) {
    for (let column = 0; column < 4; column++)
      rowOf(features, row)[column] = random.normal() + (column === kind ? 1.5 : 0);
  }
  return { features, kinds, count: 3 };
}

/** The loss by its definition: mean over kinds of the mean cross-entropy of its images, and the penalty. */
function loss(weight: readonly number[], bias: readonly number[]): number {
  const { features, kinds, count } = clouds();
  const sums = new Array<number>(count).fill(0);
  const counts = new Array<number>(count).fill(0);
  for (const [row, kind] of kinds.entries()) {
    const logits = bias.map(
      (offset, one) =>
        offset +
        rowOf(features, row).reduce((sum, x, at) => sum + x * (weight[4 * one + at] ?? 0), 0),
    );
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    sums[kind] = (sums[kind] ?? 0) + Math.log(total) - (logits[kind] ?? 0);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  const penalty = L2 * weight.reduce((sum, value) => sum + value * value, 0);
  return sums.reduce((sum, value, kind) => sum + value / (counts[kind] ?? 1), 0) / count + penalty;
}

test("ends where no weight's change makes the loss less, every kind weighing alike", () => {
  const settings = { epochs: 400, batchSize: 300, learningRate: 0.02, l2: L2 };
  const head = fitKindClassifier(clouds(), settings, 1);
  const [weight, bias] = [[...head.weight.data], [...head.bias]];
  const at = loss(weight, bias);
  for (const list of [weight, bias]) {
    for (const [index, value] of list.entries()) {
      for (const change of [-0.05, 0.05]) {
        list[index] = value + change;
        expect(loss(weight, bias)).toBeGreaterThan(at);
      }
      list[index] = value;
    }
  }
});

test("gives probabilities that add up to 1 and follow the features", () => {
  const settings = { epochs: 60, batchSize: 50, learningRate: 0.02, l2: L2 };
  const head = fitKindClassifier(clouds(), settings, 1);
  for (const [kind, row] of [
    [4, 0, 0, 0],
    [0, 4, 0, 0],
    [0, 0, 4, 0],
  ].entries()) {
    const probabilities = kindProbabilities(head, Float32Array.from(row));
    expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    expect(Math.max(...probabilities)).toBe(probabilities[kind]);
  }
});
