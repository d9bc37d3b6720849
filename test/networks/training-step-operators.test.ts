import { describe, expect, test } from "vitest";
import { float32, readOnnx } from "../../src/graph/index.ts";
import {
  ARCHITECTURES,
  type ArchitectureName,
  parameterShapes,
  type Weights,
} from "../../src/networks/index.ts";
import { type StepGraphOptions, stepGraph } from "../../src/training/network/step-graph.ts";
import { PROVIDED_BY_ALL } from "../graph/providers.ts";

const NAMES = Object.keys(ARCHITECTURES) as ArchitectureName[];
const OUTPUTS = 3;

/** Shapes are all that matters here: zeros of every weight, the last layer's too. */
function zeros(name: ArchitectureName): Weights {
  const shapes = new Map([
    ...parameterShapes(name),
    ["head.weight", [OUTPUTS, ARCHITECTURES[name].featureCount]] as const,
    ["head.bias", [OUTPUTS]] as const,
  ]);
  return new Map(
    [...shapes].map(([tensor, shape]) => {
      const count = shape.reduce((product, size) => product * size, 1);
      return [tensor, float32(shape, new Float32Array(count))];
    }),
  );
}

/** Operators of the graph that trains a network, as the runtime gets it, that some provider has not. */
function notProvidedByAll(
  architecture: ArchitectureName,
  { outputStride = 32, ...more }: Partial<StepGraphOptions> & { outputStride?: 16 | 32 },
): string[] {
  const { onnx, trained } = stepGraph({
    network: { architecture, padding: "symmetric", outputStride, inputSize: 24, enlargedSize: 40 },
    weights: zeros(architecture),
    batchSize: 2,
    batchNormalization: "batch",
    loss: { kind: "binary-cross-entropy" },
    frequencies: [0.1, 0.2, 0.3],
    isTrained: () => true,
    ...more,
  });
  expect(trained).toContain(ARCHITECTURES[architecture].stem.name);
  const used = new Set(readOnnx(onnx).nodes.map(({ operator }) => operator.opType));
  expect(used.size).toBeGreaterThan(10);
  return [...used].filter((opType) => !PROVIDED_BY_ALL.has(opType));
}

describe("a training step is made of operators that every provider has", () => {
  test.each(NAMES)("of %s, with the batch's statistics", (name) => {
    expect(notProvidedByAll(name, {})).toEqual([]);
  });

  test.each(NAMES)("of %s, with stored statistics and a finer last map", (name) => {
    const setting = { batchNormalization: "stored", outputStride: 16 } as const;
    expect(notProvidedByAll(name, setting)).toEqual([]);
  });

  test.each([
    { kind: "class-weighted", weighting: "inverse", labelSmoothing: 0.1 },
    { kind: "focal", gamma: 1.5, alpha: 0.25 },
    { kind: "asymmetric", gammaPositive: 1, gammaNegative: 4, margin: 0.05 },
  ] as const)("with the loss $kind", (loss) => {
    expect(notProvidedByAll("resnet18", { loss })).toEqual([]);
  });
});
