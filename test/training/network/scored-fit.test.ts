import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FINDINGS } from "../../../src/findings/index.ts";
import type { TrainingPaths } from "../../../src/training/index.node.ts";
import { selectRows } from "../../../src/training/matrix.ts";
import { openNetworkRun } from "../../../src/training/network/network-run.node.ts";
import { predictRows } from "../../../src/training/network/predict.node.ts";
import type { FitSettings, NetworkRecipe } from "../../../src/training/recipe.ts";
import { validationScore } from "../../../src/training/validation-score.ts";
import { makeDataSet } from "../made-up-data-set.ts";
import { readLog } from "../read-log.ts";
import { fitFirstFold } from "./fit-first-fold.ts";
import { ENOUGH_IMAGES, SCORED_RECIPE } from "./network-recipe.ts";

const OPTIONS = { threads: 1, loaders: 0 };

let root: string;
let pathsOf: (run: string) => TrainingPaths & { images: string };
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "thorascope-scored-fit-"));
  pathsOf = await makeDataSet(root, SCORED_RECIPE, ENOUGH_IMAGES);
});
afterAll(() => rm(root, { recursive: true }));

test("a fit keeps the weights of the epoch that its fold scores best, and lowers its rate where the score stands still", async () => {
  const { score, outcome, lines, scores } = await fitWith("plateau", {
    epochs: 4,
    learningRate: 0.01,
    schedule: { kind: "plateau", factor: 0.001, patience: 0 },
    earlyStopping: { patience: 4 },
  });
  expect(outcome.epoch).toBe(scores.indexOf(Math.max(...scores)) + 1);
  expect(outcome.epoch).toBeLessThan(4);
  expect(await score(outcome.weights)).toBe(Math.max(...scores));

  const peak = 0.01;
  const rates = lines.filter(({ stage }) => stage === "step").map(({ rate }) => rate);
  expect(rates).toHaveLength(4);
  for (const [epoch, rate] of rates.entries())
    expect(rate).toBeCloseTo(peak * 0.001 ** standstills(scores.slice(0, epoch)), 12);
  expect(rates.at(-1)).toBeLessThan(peak);
});

test("a fit stops where its fold's score stands still for long enough", async () => {
  const { scores } = await fitWith("early", { epochs: 8, earlyStopping: { patience: 1 } });
  expect(standstills(scores)).toBe(1);
  expect(scores.length).toBeLessThan(8);
  expect(scores.at(-1)).toBeLessThanOrEqual(Math.max(...scores.slice(0, -1)));
});

/** Epochs whose score is not above all before it. */
function standstills(scores: readonly number[]): number {
  return scores.filter((score, epoch) => score <= Math.max(-1, ...scores.slice(0, epoch))).length;
}

/** Fits the first fold, and reads what the run's log says of it. */
async function fitWith(name: string, changes: Partial<FitSettings>) {
  const recipe: NetworkRecipe = {
    ...SCORED_RECIPE,
    fit: {
      ...SCORED_RECIPE.fit,
      inputSize: 32,
      batchSize: 16,
      accumulate: 1,
      frozen: [],
      movingAverage: null,
      ...changes,
    },
    validation: { folds: 3, fitted: 1, refit: false },
  };
  const paths = pathsOf(name);
  const run = await openNetworkRun(recipe, paths, OPTIONS);
  const { plan, outcome } = await fitFirstFold(run, recipe.fit.epochs);
  const lines = await readLog(paths);
  const scores: number[] = lines
    .filter(({ stage }) => stage === "epoch")
    .map(({ validationAuroc }) => validationAuroc);
  return {
    outcome,
    lines,
    scores,
    /** Of the fold that decides, as a fit scores itself. */
    async score(weights: typeof outcome.weights) {
      const { network } = recipe;
      const rows = plan.stopping;
      const { logits } = await predictRows(run.cache, rows, { network, weights, threads: 1 });
      return validationScore(logits, selectRows(run.targets, rows), FINDINGS.length, 20).meanAuroc;
    },
  };
}
