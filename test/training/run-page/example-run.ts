import { FINDINGS } from "../../../src/findings/index.ts";
import { Random } from "../../../src/random.ts";
import type { NetworkRecipe } from "../../../src/training/recipe.ts";

/** Fits, epochs and batches of the example. */
const FOLDS = 5;
const EPOCHS = 6;
const BATCHES = 150;
const STEPS_PER_LINE = 5;
const SECONDS_PER_BATCH = 1.6;

/** When the example begins: 2026-11-24 08:00 UTC. */
export const BEGIN = Date.UTC(2026, 10, 24, 8);

/** A recipe whose figures are nobody's. */
export const EXAMPLE_RECIPE: NetworkRecipe = {
  name: "example",
  version: "0.0.1",
  title: "An example with made-up figures",
  notes: ["No radiograph was read for it."],
  seed: 7,
  data: {
    dataset: "nih",
    population: "a made-up train list",
    heldOutPopulation: "a made-up held-out list",
    trainList: "train.txt",
    heldOutList: "held-out.txt",
  },
  network: {
    architecture: "mobilenet_v2",
    padding: "tensorflow",
    outputStride: 8,
    inputSize: 128,
    enlargedSize: 160,
  },
  initialWeights: "weights.safetensors",
  fit: {
    inputSize: 160,
    outputStride: 32,
    batchSize: 32,
    accumulate: 1,
    epochs: EPOCHS,
    loss: { kind: "binary-cross-entropy" },
    optimizer: { kind: "adamw" },
    schedule: { kind: "cosine", warmupEpochs: 0.3 },
    learningRate: 0.001,
    bodyRate: 0.3,
    stageRate: 1,
    weightDecay: 0.01,
    frozen: [],
    batchNormalization: "batch",
    dropout: 0.2,
    gradientNorm: 5,
    movingAverage: 0.998,
    sampling: "shuffled",
    augmentation: {},
    earlyStopping: { patience: 3 },
  },
  validation: { folds: FOLDS, fitted: FOLDS, refit: true },
  bootstrapReplicates: 1000,
};

/** Which part of the example there is: killed in fold 3 and resumed twelve hours later, and then how far. */
export type ExampleEnd = "running" | "stopped" | "done";

/** A log as a run of the example recipe writes it, the same on every call. */
export function exampleLog(end: ExampleEnd): string {
  const random = Random.fromSeed(3);
  const lines: string[] = [];
  let clock = BEGIN;
  const write = (seconds: number, fields: Record<string, unknown>) => {
    clock += seconds * 1000;
    lines.push(JSON.stringify({ time: new Date(clock).toISOString(), ...fields }));
  };
  const pixels = () =>
    write(4, {
      stage: "pixels",
      radiographs: 7075,
      leftOut: [{ path: "images/00001336_000.png", code: "IMAGE_DAMAGED" }],
    });
  const begin = (name: string, title: string, resumedAt: unknown) =>
    write(2, { stage: "fit", fit: name, title, batches: BATCHES, epochs: EPOCHS, resumedAt });
  const epoch = (name: string, number: number, first: number, last: number) => {
    for (let step = first + STEPS_PER_LINE; step <= last; step += STEPS_PER_LINE) {
      const at = number - 1 + step / BATCHES;
      const seconds = SECONDS_PER_BATCH * STEPS_PER_LINE * (1 + 0.15 * random.normal() ** 2);
      write(seconds, {
        stage: "step",
        fit: name,
        epoch: number,
        step,
        loss: 0.17 + 0.06 * Math.exp(-at) + 0.006 * random.normal(),
        rate: 0.001 * Math.min(at / 0.3, 0.5 + 0.5 * Math.cos((Math.PI * at) / EPOCHS)),
        gradientNorm: 0.6 + 1.5 * Math.exp(-2 * at) + 0.1 * random.normal() ** 2,
        imagesPerSecond: (32 * STEPS_PER_LINE) / seconds,
        waitedMilliseconds: 40 * random.normal() ** 2,
      });
    }
    if (last < BATCHES) return;
    const isJudged = name !== "final";
    const area = 0.76 - 0.09 * Math.exp(-0.7 * number) - 0.004 * Math.max(number - 4, 0);
    write(30, {
      stage: "epoch",
      fit: name,
      epoch: number,
      trainLoss: 0.17 + 0.06 * Math.exp(-number + 0.5),
      validationAuroc: isJudged ? area + 0.006 * random.normal() : null,
      findings: isJudged
        ? FINDINGS.map((finding) =>
            finding === "Hernia" ? null : Math.min(area + 0.06 * random.normal(), 0.95),
          )
        : null,
      seconds: BATCHES * SECONDS_PER_BATCH * 1.15 + 30,
    });
  };
  const fold = (number: number) => {
    begin(`fold-${number}`, `fold ${number} of ${FOLDS}`, null);
    for (let one = 1; one <= EPOCHS; one++) epoch(`fold-${number}`, one, 0, BATCHES);
  };

  pixels();
  fold(1);
  fold(2);
  begin("fold-3", `fold 3 of ${FOLDS}`, null);
  for (let one = 1; one <= 3; one++) epoch("fold-3", one, 0, BATCHES);
  epoch("fold-3", 4, 0, 60);
  // The kill leaves half a line; twelve hours later the fit goes on at a checkpoint of a minute before.
  const torn = lines.length;
  write(8, { stage: "step", fit: "fold-3", epoch: 4, step: 65, loss: 0.18 });
  clock += 12 * 3600 * 1000;
  pixels();
  begin("fold-3", `fold 3 of ${FOLDS}`, { epoch: 4, step: 37 });
  epoch("fold-3", 4, 37, BATCHES - 3);
  epoch("fold-3", 4, BATCHES - STEPS_PER_LINE, BATCHES);
  epoch("fold-3", 5, 0, end === "done" ? BATCHES : 90);
  if (end === "stopped")
    write(5, { stage: "stopped", code: "TRAINING_STOPPED", reason: "Somebody asked it to stop." });
  if (end === "done") {
    epoch("fold-3", 6, 0, BATCHES);
    fold(4);
    fold(5);
    begin("final", "final fit", null);
    for (let one = 1; one <= 4; one++) epoch("final", one, 0, BATCHES);
    write(90, { stage: "done", epochs: [4, 5, 4, 4, 5], evaluation: EVALUATION });
  }
  const half = lines[torn] ?? "";
  return `${lines.slice(0, torn).join("\n")}\n${half.slice(0, 60)}${lines.slice(torn + 1).join("\n")}\n`;
}

const EVALUATION = {
  crossValidation: {
    population: "a made-up train list",
    radiographs: 7074,
    patients: 1800,
    meanAuroc: { value: 0.7512, interval: { low: 0.7311, high: 0.7702 }, findings: 14 },
    meanAurocOfFrequent: { value: 0.7498, interval: { low: 0.7351, high: 0.7633 }, findings: 13 },
    brierScore: 0.0412,
    calibrationError: 0.0071,
  },
  heldOut: {
    population: "a made-up held-out list",
    radiographs: 938,
    patients: 240,
    meanAuroc: { value: 0.7489, interval: { low: 0.7102, high: 0.7819 }, findings: 13 },
    meanAurocOfFrequent: { value: 0.7533, interval: { low: 0.7201, high: 0.7849 }, findings: 10 },
    brierScore: 0.0421,
    calibrationError: 0.0098,
  },
};
