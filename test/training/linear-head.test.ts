import { describe, expect, test } from "vitest";
import {
  applyHead,
  type Epoch,
  type Examples,
  fitLinearHead,
  type LinearHead,
} from "../../src/training/linear-head.ts";
import { FULL_BATCH, madeUpExamples, matrix, rowsOf } from "./made-up.ts";

/** The objective by its definition, in float64: the mean over radiographs of the sum over known outputs. */
function crossEntropy({ weight, bias }: LinearHead, { features, targets }: Examples): number {
  const [x, t, w] = [rowsOf(features), rowsOf(targets), rowsOf(weight)];
  let sum = 0;
  for (const [row, labels] of t.entries()) {
    for (const [output, label] of labels.entries()) {
      if (Number.isNaN(label)) continue;
      const products = (w[output] ?? []).map((value, feature) => value * (x[row]?.[feature] ?? 0));
      const logit = products.reduce((total, value) => total + value, bias[output] ?? 0);
      sum -= Math.log(1 / (1 + Math.exp(label === 1 ? -logit : logit)));
    }
  }
  return sum / t.length;
}

function objective(head: LinearHead, examples: Examples, l2: number): number {
  const squares = head.weight.data.reduce((sum, value) => sum + value ** 2, 0);
  return crossEntropy(head, examples) + l2 * squares;
}

describe("a fitted head", () => {
  test("is where the objective has no slope in any weight or bias", () => {
    const examples = madeUpExamples(1);
    const { head } = fitLinearHead(examples, { settings: FULL_BATCH, seed: 1 });
    const at = objective(head, examples, FULL_BATCH.l2);
    for (const values of [head.weight.data, head.bias]) {
      for (const [index, value] of values.entries()) {
        const [up, down] = [0.01, -0.01].map((step) => {
          values[index] = value + step;
          const moved = objective(head, examples, FULL_BATCH.l2);
          values[index] = value;
          return moved;
        });
        // Away from the optimum everything rises, and by the same to both sides.
        expect(Math.min(up ?? 0, down ?? 0)).toBeGreaterThan(at);
        expect(Math.abs(((up ?? 0) - (down ?? 0)) / 0.02)).toBeLessThan(1e-5);
      }
    }
  });

  test("has shrunk weights, not biases, where l2 is large", () => {
    const examples = madeUpExamples(2, { unknown: 0 });
    const settings = { ...FULL_BATCH, l2: 100 };
    const { head } = fitLinearHead(examples, { settings, seed: 1 });
    for (const value of head.weight.data) expect(Math.abs(value)).toBeLessThan(0.01);
    for (const [output, bias] of head.bias.entries()) {
      const labels = rowsOf(examples.targets).map((row) => row[output] ?? 0);
      const prevalence = labels.reduce((sum, label) => sum + label, 0) / labels.length;
      expect(1 / (1 + Math.exp(-bias))).toBeCloseTo(prevalence, 2);
    }
  });

  test("learns nothing from unknown targets", () => {
    const examples = madeUpExamples(3, { unknown: 0 });
    const { rows, columns, data } = examples.targets;
    // Radiographs that are known in the first output only, with features that would change the others.
    const more: Examples = {
      features: matrix(2 * rows, 6, (row, column) =>
        row < rows ? (examples.features.data[row * 6 + column] ?? 0) : 100,
      ),
      targets: matrix(2 * rows, columns, (row, column) =>
        row < rows ? (data[row * columns + column] ?? 0) : Number.NaN,
      ),
    };
    // As many known cases in twice as many radiographs: the same optimum at half the l2.
    const plain = fitLinearHead(examples, { settings: FULL_BATCH, seed: 1 }).head;
    const settings = { ...FULL_BATCH, l2: FULL_BATCH.l2 / 2 };
    const masked = fitLinearHead(more, { settings, seed: 1 }).head;
    for (const [index, value] of plain.weight.data.entries())
      expect(masked.weight.data[index]).toBeCloseTo(value, 3);
  });

  test("begins at no weights and the smoothed log odds of what is known", () => {
    const { head, epoch } = fitLinearHead(
      {
        features: matrix(5, 2, (row) => row),
        targets: matrix(5, 2, (row, output) => (row < 2 ? 1 : output === 1 ? Number.NaN : 0)),
      },
      { settings: FULL_BATCH, seed: 1, epochs: 0 },
    );
    expect(epoch).toBe(0);
    expect(head.weight.data).toEqual(new Float32Array(4));
    // 2 of 5 and 2 of 2, with half a case of each class mixed in.
    expect(head.bias[0]).toBeCloseTo(Math.log(2.5 / 3.5), 6);
    expect(head.bias[1]).toBeCloseTo(Math.log(2.5 / 0.5), 6);
  });

  test("is decided by its seed, and by the seed only through the batches", () => {
    const examples = madeUpExamples(4);
    const settings = { ...FULL_BATCH, batchSize: 7, maximumEpochs: 3 };
    const weightsOf = (seed: number, batchSize = 7) =>
      fitLinearHead(examples, { settings: { ...settings, batchSize }, seed }).head.weight.data;
    expect(weightsOf(1)).toEqual(weightsOf(1));
    expect(weightsOf(1)).not.toEqual(weightsOf(2));
    for (const [index, value] of weightsOf(1, 80).entries())
      expect(weightsOf(2, 80)[index]).toBeCloseTo(value, 5);
  });

  test("runs exactly the epochs asked for and reports the loss of each", () => {
    const examples = madeUpExamples(5);
    const epochs: Epoch[] = [];
    const { head, epoch } = fitLinearHead(examples, {
      settings: FULL_BATCH,
      seed: 1,
      epochs: 4,
      onEpoch: (entry) => epochs.push(entry),
    });
    expect(epoch).toBe(4);
    expect(epochs.map((entry) => entry.epoch)).toEqual([1, 2, 3, 4]);
    expect(epochs.every(({ validationLoss }) => validationLoss === null)).toBe(true);
    // In full batches an epoch's loss is that of the weights before its only step.
    const before = fitLinearHead(examples, { settings: FULL_BATCH, seed: 1, epochs: 3 }).head;
    expect(epochs[3]?.trainLoss).toBeCloseTo(crossEntropy(before, examples), 5);
    expect(crossEntropy(head, examples)).toBeLessThan(crossEntropy(before, examples));
  });
});

describe("early stopping", () => {
  // Few radiographs, many features and no penalty: what is learned by heart soon harms others.
  const settings = { ...FULL_BATCH, l2: 0, learningRate: 0.03, maximumEpochs: 400, patience: 6 };
  const shape = { features: 20, noise: 1.5, unknown: 0 };
  const examples = madeUpExamples(6, { ...shape, rows: 40 });
  const validation = madeUpExamples(7, { ...shape, rows: 60 });
  const epochs: Epoch[] = [];
  const { head, epoch } = fitLinearHead(examples, {
    settings,
    seed: 1,
    validation,
    onEpoch: (entry) => epochs.push(entry),
  });
  const losses = epochs.map(({ validationLoss }) => validationLoss ?? Number.NaN);

  test("returns the head of the best epoch, not of the last", () => {
    const best = losses.indexOf(Math.min(...losses));
    expect(epoch).toBe(best + 1);
    expect(epoch).toBeGreaterThan(1);
    expect(crossEntropy(head, validation)).toBeCloseTo(losses[best] ?? Number.NaN, 5);
    expect(losses.at(-1)).toBeGreaterThan((losses[best] ?? 0) + 1e-3);
  });

  test("gives up after as many epochs without improvement as patience says", () => {
    expect(epochs).toHaveLength(epoch + settings.patience);
  });
});

test("a loss that is no number stops the fit and says what to do", () => {
  const examples = madeUpExamples(8);
  examples.features.data[17] = Number.NaN;
  expect(() => fitLinearHead(examples, { settings: FULL_BATCH, seed: 1 })).toThrow(
    expect.objectContaining({
      name: "TrainingError",
      code: "TRAINING_DIVERGED",
      message: expect.stringMatching(/epoch 1.*learning rate/),
    }),
  );
});

test("logits are weight times features plus bias", () => {
  const head = {
    weight: matrix(2, 3, (row, column) => row * 3 + column),
    bias: Float32Array.of(10, 20),
  };
  const logits = applyHead(
    head,
    matrix(2, 3, (row, column) => (row === column ? 1 : 0)),
  );
  expect(rowsOf(logits)).toEqual([
    [10, 23],
    [11, 24],
  ]);
});
