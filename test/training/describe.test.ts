import { describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import { describeModel, evaluate, type ScoredRadiographs } from "../../src/training/describe.ts";
import type { NetworkRecipe } from "../../src/training/recipe.ts";
import { NETWORK_RECIPE } from "./network/network-recipe.ts";

const OUTPUTS = FINDINGS.length + 1;
const UNKNOWN = Number.NaN;

/** Six radiographs of four patients; the third finding is known of four radiographs of three patients, the fourth of none. */
const SCORED: ScoredRadiographs = {
  population: "made up",
  fileNames: ["a", "b", "c", "d", "e", "f"],
  patientIds: ["1", "1", "2", "3", "3", "4"],
  logits: matrix((row) => row),
  targets: matrix((row, output) => {
    if (output === 2) return [1, 0, UNKNOWN, 0, UNKNOWN, 1][row] ?? UNKNOWN;
    return output === 3 ? UNKNOWN : row % 2;
  }),
};

function matrix(value: (row: number, output: number) => number) {
  return {
    rows: 6,
    columns: OUTPUTS,
    data: Float32Array.from({ length: 6 * OUTPUTS }, (_, place) =>
      value(Math.floor(place / OUTPUTS), place % OUTPUTS),
    ),
  };
}

const CALIBRATIONS = Array.from({ length: OUTPUTS }, () => ({
  method: "platt" as const,
  slope: 1,
  intercept: 0,
}));
const OPTIONS = { replicates: 20, seed: 1 };
const CELLS = { rows: 4, columns: 4 };

describe("what is measured of an output", () => {
  const { outputs, summary } = evaluate(SCORED, CALIBRATIONS, OPTIONS);

  test("is of the radiographs whose label is known", () => {
    expect(outputs[2]).toMatchObject({ radiographs: 4, patients: 3, positives: 2 });
    expect(outputs[3]).toMatchObject({ radiographs: 0, patients: 0, positives: 0, auroc: null });
    expect(outputs[0]).toMatchObject({ radiographs: 6, patients: 4, positives: 3 });
    expect(summary).toMatchObject({ radiographs: 6, patients: 4 });
  });

  test("gives the prevalence that the operating points are of", () => {
    const evaluations = {
      crossValidation: { outputs, summary },
      heldOut: null,
      singleFits: [],
      uncertainties: [],
      sources: undefined,
      sourceProbe: undefined,
    };
    const model = describeModel(NETWORK_RECIPE, SCORED, CALIBRATIONS, evaluations, CELLS);
    for (const { prevalence, crossValidation } of model.findings) {
      const { positives, radiographs } = crossValidation;
      expect(prevalence).toBe(radiographs === 0 ? 0 : positives / radiographs);
    }
  });
});

test("a model of several data sets names them", () => {
  const recipe: NetworkRecipe = {
    ...NETWORK_RECIPE,
    data: {
      dataset: "several",
      population: "both train sides",
      heldOutPopulation: "none",
      balance: "sources",
      sources: [source("clinic", "folder"), source("jsrt", "jsrt")],
    },
  };
  const crossValidation = evaluate(SCORED, CALIBRATIONS, OPTIONS);
  const evaluations = {
    crossValidation,
    heldOut: null,
    singleFits: [],
    uncertainties: [],
    sources: undefined,
    sourceProbe: undefined,
  };
  const { training } = describeModel(recipe, SCORED, CALIBRATIONS, evaluations, CELLS);
  expect(training.dataset).toBe("both train sides, of the data sets clinic (folder), jsrt");
});

function source(name: string, dataset: string) {
  return { name, dataset, labels: ".", images: ".", train: { list: "train.txt" }, heldOut: null };
}
