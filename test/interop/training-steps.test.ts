import { expect, test } from "vitest";
import { float32, type Tensor } from "../../src/graph/tensor.ts";
import { parameterShapes } from "../../src/networks/index.ts";
import { networkInTraining } from "../../src/training/network/network-in-training.node.ts";
import { createOptimizer } from "../../src/training/optimizers/index.ts";
import { parameterGroups } from "../../src/training/parameter-groups.ts";
import { formulaValues } from "../networks/formula-weights.ts";
import { NETWORK_RECIPE } from "../training/network/network-recipe.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";

const REQUEST = { size: 64, images: 8, outputs: 15, steps: 4, rate: 0.01, momentum: 0.9 };

interface Answer {
  readonly losses: readonly number[];
  /** The first 64 values of each tensor. */
  readonly tensors: Readonly<Record<string, readonly number[]>>;
}

test(
  "four steps of training, unknown labels among them, are PyTorch's: losses, weights, running statistics",
  async () => {
    const { losses, tensors } = askPython<Answer>(
      "training_steps_reference.py",
      "python3-torch python3-torchvision",
      REQUEST,
    );
    const ours = await trainSteps();
    for (const [step, loss] of losses.entries())
      expect(ours.losses[step], `step ${step + 1}`).toBeCloseTo(loss, 2);
    // Each tensor went where PyTorch's went: far less apart than either is from where it began.
    const wrong = Object.entries(tensors).flatMap(([name, expected]) => {
      const own = name.replace("fc.", "head.");
      const [found, start] = [ours.weights.get(own)?.data ?? [], ours.initial.get(own)?.data ?? []];
      const distance = (one: ArrayLike<number>, other: ArrayLike<number>) =>
        Math.hypot(...expected.map((_, index) => (one[index] ?? 0) - (other[index] ?? 0)));
      const share = distance(found, expected) / distance(start, expected);
      return share < 0.15 ? [] : [`${name}: ${share}`];
    });
    expect(wrong).toEqual([]);
  },
  PYTHON_TIMEOUT,
);

async function trainSteps() {
  const { size, images, outputs, steps, rate, momentum } = REQUEST;
  const shapes = [...parameterShapes("resnet18")];
  const head: [string, readonly number[]][] = [
    ["fc.weight", [outputs, 512]],
    ["fc.bias", [outputs]],
  ];
  const initial = new Map(
    [...shapes, ...head].map(([name, shape]): [string, Tensor<"float32">] => [
      name.replace("fc.", "head."),
      float32(shape, formulaValues(name, shape)),
    ]),
  );
  const learning = networkInTraining({
    network: {
      architecture: "resnet18",
      padding: "symmetric",
      outputStride: 32,
      inputSize: size,
      enlargedSize: size,
    },
    initial,
    settings: {
      ...NETWORK_RECIPE.fit,
      loss: { kind: "binary-cross-entropy" },
      inputSize: size,
      batchSize: images,
      accumulate: 1,
      bodyRate: 1,
      stageRate: 1,
      weightDecay: 0,
    },
    frequencies: Array(outputs).fill(0.5),
    options: { threads: 2 },
  });
  const { layout, values, parameters } = learning;
  const optimizer = createOptimizer({ kind: "sgd", momentum }, layout.parameterCount);
  const groups = parameterGroups(parameters, { bodyRate: 1, stageRate: 1, weightDecay: 0 }, 0);
  const step = await learning.stepWith(0);
  const losses: number[] = [];
  for (let index = 0; index < steps; index++) {
    const image = formulaValues("input", [images, 1, size, size]);
    step.grey.set(image.map((value) => Math.abs(value + 0.01 * index)));
    const labels = Float32Array.from({ length: images * outputs }, (_, position) =>
      (position + index) % 11 === 3 ? Number.NaN : (((position + index) * 7) % 5) / 4,
    );
    losses.push(await step.run(labels));
    optimizer.step(values.subarray(0, layout.parameterCount), step.gradient, rate, groups);
  }
  const weights = learning.weights();
  await learning.release();
  return { losses, weights, initial };
}
