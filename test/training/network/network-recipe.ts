import type { NetworkRecipe } from "../../../src/training/recipe.ts";
import { RECIPE } from "../made-up-data-set.ts";

const { head: _, ...common } = RECIPE;

/** A whole network on the made-up radiographs. */
export const NETWORK_RECIPE: NetworkRecipe = {
  ...common,
  name: "made-up-network",
  fit: {
    inputSize: 48,
    outputStride: 32,
    batchSize: 4,
    accumulate: 2,
    epochs: 6,
    loss: { kind: "binary-cross-entropy", labelSmoothing: 0.02 },
    optimizer: { kind: "adamw" },
    schedule: { kind: "cosine", warmupEpochs: 0.5 },
    learningRate: 0.003,
    bodyRate: 0.3,
    stageRate: 0.9,
    weightDecay: 0.01,
    frozen: [{ stages: 3, epochs: 2 }],
    batchNormalization: "batch",
    dropout: 0.2,
    gradientNorm: 1,
    movingAverage: 0.9,
    sampling: "balanced",
    augmentation: {
      rotation: 5,
      translation: 0.05,
      contrast: 0.2,
      noise: 0.02,
      mixup: { alpha: 0.4 },
    },
    earlyStopping: null,
  },
  validation: { folds: 3, fitted: 2, refit: true },
};

/** So many made-up radiographs that each of three folds has 20 with an effusion and 20 without. */
export const ENOUGH_IMAGES = 182;

/** The same on `ENOUGH_IMAGES`, with everything switched on that has a state. */
export const SCORED_RECIPE: NetworkRecipe = {
  ...NETWORK_RECIPE,
  fit: {
    ...NETWORK_RECIPE.fit,
    batchSize: 8,
    epochs: 3,
    frozen: [{ stages: 3, epochs: 1 }],
    earlyStopping: { patience: 3 },
  },
};
