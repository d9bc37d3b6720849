import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "../../src/random.ts";
import { clipGradient } from "../../src/training/gradient-clipping.ts";
import type { LossSettings } from "../../src/training/losses/index.ts";
import { createOptimizer, type OptimizerSettings } from "../../src/training/optimizers/index.ts";
import { learningRate, type ScheduleSettings } from "../../src/training/schedule.ts";
import { gradientAt } from "../training/changing-gradient.ts";
import { evaluateLoss } from "../training/evaluate-loss.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";

const LOSSES: readonly LossSettings[] = [
  { kind: "binary-cross-entropy" },
  { kind: "binary-cross-entropy", labelSmoothing: 0.1 },
  { kind: "class-weighted", weighting: "inverse" },
  { kind: "class-weighted", weighting: "complement", labelSmoothing: 0.05 },
  { kind: "focal", gamma: 2, alpha: 0.25 },
  { kind: "focal", gamma: 3, alpha: null },
  { kind: "asymmetric", gammaPositive: 0, gammaNegative: 4, margin: 0.05 },
  { kind: "asymmetric", gammaPositive: 1, gammaNegative: 2, margin: 0.2 },
  { kind: "asymmetric", gammaPositive: 1, gammaNegative: 4, margin: 0 },
];

const OUTPUTS = 15;

/** Ordinary logits, extreme ones with both labels, zeros, and a radiograph without any label. */
function lossCase() {
  const random = Random.fromSeed(11);
  const row = (value: (output: number) => number) =>
    Array.from({ length: OUTPUTS }, (_, output) => Math.fround(value(output)));
  const extreme = [-100, 100, -30, 30, -17, 17, -1e-3, 1e-3, 0, -88, 88, -104, 104, 50, -50];
  const ordinary = Array.from({ length: 9 }, () => row(() => 3 * random.normal()));
  const logits = [
    ...ordinary,
    row((output) => extreme[output] ?? 0),
    row((output) => extreme[output] ?? 0),
    extreme,
  ];
  const targets = [
    ...ordinary.map(() => row(() => (random.uniform() < 0.3 ? 1 : 0))),
    row(() => 0),
    row(() => 1),
    row(() => 1),
  ];
  const known = logits.map((_, index) =>
    row(() => (index === 11 ? 0 : index > 8 || random.uniform() < 0.8 ? 1 : 0)),
  );
  const frequencies = row((output) => 0.002 + 0.03 * output);
  return { logits, targets, known, frequencies };
}

/** What a probability's rounding is multiplied with: weights of rare positives, or the margin's quotient. */
function amplification(settings: LossSettings): number {
  switch (settings.kind) {
    case "class-weighted":
      return settings.weighting === "inverse" ? 1 / Math.min(...CASE.frequencies) : 1;
    case "asymmetric":
      return settings.margin > 0 ? 1 / settings.margin : 1;
    default:
      return 1;
  }
}

const OPTIMIZERS: readonly OptimizerSettings[] = [
  { kind: "adam" },
  { kind: "adam", beta1: 0.5, beta2: 0.9, epsilon: 1e-4 },
  { kind: "adamw" },
  { kind: "sgd", momentum: 0 },
  { kind: "sgd", momentum: 0.9 },
  { kind: "sgd", momentum: 0.8, nesterov: true },
];

const SIZE = 14;
const STEPS = 50;
const START = Array.from({ length: SIZE }, (_, index) => index / 10 - 0.5);
const GROUPS = [
  { from: 0, to: 6, rateFactor: 0.3, weightDecay: 0.05 },
  { from: 6, to: SIZE, rateFactor: 1, weightDecay: 0 },
];
const GRADIENTS = Array.from({ length: STEPS }, (_, index) => gradientAt(index + 1, SIZE));
const RATES = GRADIENTS.map((_, index) => Math.min(1, (index + 1) / 10) * 0.01 * 0.98 ** index);

const WARMUP = 8;
const TOTAL = 40;
const SCORES = [
  0.6, 0.65, 0.65, 0.651, 0.64, 0.7, 0.7, 0.69, 0.7, 0.6, 0.5, 0.4, 0.71, 0.7, 0.7, 0.7,
];

interface Reference {
  readonly losses: readonly { readonly loss: number; readonly gradient: readonly number[] }[];
  readonly optimizers: readonly (readonly (readonly number[])[])[];
  readonly schedules: Readonly<Record<"cosine" | "step" | "plateau", readonly number[]>>;
  readonly clipping: { readonly norm: number; readonly clipped: readonly number[] };
}

const CASE = lossCase();
const CLIPPED = gradientAt(3, 1000);

let reference: Reference;
beforeAll(() => {
  reference = askPython("training_pieces_reference.py", "python3-torch python3-torchvision", {
    losses: { cases: LOSSES, ...CASE },
    optimizers: {
      cases: OPTIMIZERS,
      start: START.map(Math.fround),
      gradients: GRADIENTS.map((gradient) => Array.from(gradient)),
      rates: RATES,
      groups: GROUPS,
    },
    schedules: {
      warmup: WARMUP,
      steps: TOTAL,
      final: 0.05,
      milestones: [3, 7, 15],
      factor: 0.5,
      scores: SCORES,
      patience: 1,
      threshold: 0.01,
      least: 0.2,
    },
    clipping: { gradient: Array.from(CLIPPED), maximum: 2 },
  });
}, PYTHON_TIMEOUT);

describe.each(LOSSES.map((settings, index) => ({ settings, index })))(
  "the loss $settings",
  ({ settings, index }) => {
    test("and its emitted gradient are PyTorch's in float64, at extreme logits too", async () => {
      const { loss, gradient } = await evaluateLoss(settings, CASE);
      const expected = reference.losses[index];
      expect(expected?.gradient).toHaveLength(12 * OUTPUTS);
      expect(Math.abs(loss / (expected?.loss ?? Number.NaN) - 1)).toBeLessThan(1e-6);
      // ONNX Runtime's sigmoid is off by some 1e-7 of 1.
      const rounding = (5e-7 * amplification(settings)) / CASE.known.flat().filter(Boolean).length;
      for (const [place, slope] of expected?.gradient.entries() ?? [])
        expect(Math.abs((gradient[place] ?? Number.NaN) - slope)).toBeLessThan(
          rounding + 5e-6 * Math.abs(slope),
        );
      expect(expected?.gradient.slice(-OUTPUTS).map(Math.abs)).toEqual(Array(OUTPUTS).fill(0));
      expect(gradient.slice(-OUTPUTS)).toEqual(Array(OUTPUTS).fill(0));
    });
  },
);

test.each(OPTIMIZERS.map((settings, index) => ({ settings, index })))(
  "the optimizer $settings goes PyTorch's way for 50 steps, with two groups and changing rates",
  ({ settings, index }) => {
    const [weights, optimizer] = [Float32Array.from(START), createOptimizer(settings, SIZE)];
    const path = reference.optimizers[index] ?? [];
    expect(path).toHaveLength(STEPS);
    for (const [step, expected] of path.entries()) {
      optimizer.step(weights, GRADIENTS[step] ?? new Float32Array(0), RATES[step] ?? 0, GROUPS);
      for (const [place, value] of expected.entries())
        expect(Math.abs((weights[place] ?? Number.NaN) - value)).toBeLessThan(2e-6);
    }
    const moved = START.map((value, place) => Math.abs((path.at(-1)?.[place] ?? value) - value));
    expect(Math.max(...moved)).toBeGreaterThan(0.05);
  },
);

/** Rates of our schedule, with one validation score after each epoch. */
function ratesOf(settings: ScheduleSettings, steps: number, stepsPerEpoch: number): number[] {
  return Array.from({ length: steps }, (_, step) =>
    learningRate(settings, {
      peak: 0.1,
      step,
      stepsPerEpoch,
      totalSteps: steps,
      history: SCORES.slice(0, Math.floor(step / stepsPerEpoch)),
    }),
  );
}

test.each([
  ["cosine", { kind: "cosine", warmupEpochs: WARMUP / 4, finalShare: 0.05 }, TOTAL, 4],
  ["step", { kind: "step", afterEpochs: [3, 7, 15], factor: 0.5 }, 20, 1],
  [
    "plateau",
    { kind: "plateau", factor: 0.5, patience: 1, minimumImprovement: 0.01, finalShare: 0.2 },
    SCORES.length,
    1,
  ],
] as const)(
  "the schedule %s has the rates of torch.optim.lr_scheduler",
  (kind, settings, steps, stepsPerEpoch) => {
    const rates = ratesOf(settings as ScheduleSettings, steps, stepsPerEpoch);
    const expected = reference.schedules[kind];
    expect(expected).toHaveLength(steps);
    expect(new Set(expected).size).toBeGreaterThan(3);
    for (const [step, rate] of expected.entries()) expect(rates[step]).toBeCloseTo(rate, 12);
  },
);

test("clipping shortens a gradient as torch.nn.utils.clip_grad_norm_ does", () => {
  const gradient = CLIPPED.slice();
  const { norm, clipped } = reference.clipping;
  expect(norm).toBeGreaterThan(4);
  expect(clipGradient(gradient, 2)).toBeCloseTo(norm, 10);
  // PyTorch divides by the norm plus 1e-6.
  for (const [index, value] of clipped.entries())
    expect(Math.abs((gradient[index] ?? Number.NaN) - value)).toBeLessThan(
      1e-6 * Math.abs(value) + 1e-12,
    );
});
