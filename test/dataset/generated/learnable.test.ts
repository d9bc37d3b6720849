import { beforeAll, describe, expect, it } from "vitest";
import { drawPlanned } from "../../../src/dataset/generated/draw.node.ts";
import { planRadiographs } from "../../../src/dataset/generated/index.node.ts";
import { labelsOf } from "../../../src/dataset/index.ts";
import { auroc } from "../../../src/evaluation/index.ts";
import type { Finding } from "../../../src/findings/index.ts";
import { resize } from "../../../src/radiograph/resize.ts";
import { Random } from "../../../src/random.ts";
import { applyHead, fitLinearHead } from "../../../src/training/linear-head.ts";
import { columnOf, type Matrix, rowOf, zeros } from "../../../src/training/matrix.ts";
import { measureFeatures, standardize } from "../../../src/training/standardize.ts";

/** Findings that change so much of the picture that coarse pixels and a linear layer see them. */
const FOUND: readonly Finding[] = ["Cardiomegaly", "Edema", "Emphysema"];
const [TRAIN, HELD_OUT, SIZE, COARSE] = [200, 100, 64, 16];

const SHUFFLES = 99;

/** One radiograph of each patient. */
const planned = planRadiographs({
  seed: 1,
  patients: TRAIN,
  heldOutPatients: HELD_OUT,
  size: SIZE,
}).filter((_, index) => index % 2 === 0);

const pixels: Matrix = zeros(planned.length, COARSE * COARSE);

beforeAll(() => {
  const from = { rows: SIZE, columns: SIZE };
  const to = { rows: COARSE, columns: COARSE };
  planned.forEach((one, row) => {
    rowOf(pixels, row).set(resize(drawPlanned(one, SIZE).pixels, from, to));
  });
}, 120_000);

/** Mean AUROC on those held out of a linear layer on coarse pixels, with labels put into another order or not. */
function meanAuroc(order: readonly number[]): number {
  const records = planned.map(({ record }) => record);
  const targets = zeros(TRAIN, FOUND.length);
  FOUND.forEach((finding, column) => {
    const labels = labelsOf(records, finding);
    order.forEach((from, row) => {
      rowOf(targets, row)[column] = labels[from] ?? Number.NaN;
    });
  });
  const part = (first: number, end: number): Matrix => ({
    rows: end - first,
    columns: pixels.columns,
    data: pixels.data.subarray(first * pixels.columns, end * pixels.columns),
  });
  const scale = measureFeatures(part(0, TRAIN));
  const { head } = fitLinearHead(
    { features: standardize(part(0, TRAIN), scale), targets },
    {
      seed: 1,
      settings: {
        folds: 2,
        batchSize: 32,
        learningRate: 0.002,
        l2: 0.02,
        maximumEpochs: 30,
        patience: 30,
      },
    },
  );
  const logits = applyHead(head, standardize(part(TRAIN, planned.length), scale));
  const scores = FOUND.map((finding, column) =>
    auroc(columnOf(logits, column), labelsOf(records.slice(TRAIN), finding)),
  );
  return scores.reduce<number>((sum, score) => sum + (score ?? Number.NaN), 0) / FOUND.length;
}

describe("generated radiographs", () => {
  const inOrder = Array.from({ length: TRAIN }, (_, row) => row);
  const shuffled = () =>
    Array.from({ length: SHUFFLES }, (_, seed) =>
      meanAuroc(Random.fromSeed(seed).shuffle([...inOrder])),
    );

  it("teach even a linear layer on 16 x 16 pixels something, but not all", () => {
    const score = meanAuroc(inOrder);
    expect(score).toBeLessThan(0.98);
    expect(score).toBeGreaterThan(0.7);
    // A permutation test: chance is as good in one of a hundred cases.
    expect(score).toBeGreaterThan(Math.max(...shuffled()));
  });

  it("teach nothing once their labels are shuffled", () => {
    const scores = shuffled();
    const mean = scores.reduce((sum, score) => sum + score, 0) / SHUFFLES;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  });
});
