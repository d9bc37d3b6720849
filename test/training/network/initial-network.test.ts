import { describe, expect, test } from "vitest";
import { float32 } from "../../../src/graph/tensor.ts";
import {
  ARCHITECTURES,
  type ArchitectureName,
  findNetwork,
  initialWeights,
} from "../../../src/networks/index.ts";
import { Random } from "../../../src/random.ts";
import { frequenciesOf, initialNetwork } from "../../../src/training/network/initial-network.ts";
import { networkInTraining } from "../../../src/training/network/network-in-training.node.ts";
import { NETWORK_RECIPE } from "./network-recipe.ts";

/** Three radiographs: present in one of two where it is known, in none, not known anywhere. */
const TARGETS = {
  rows: 3,
  columns: 3,
  data: Float32Array.of(1, 0, Number.NaN, 0, 0, Number.NaN, Number.NaN, 0, Number.NaN),
};

describe("the network that a fit starts from", () => {
  test.each(Object.keys(ARCHITECTURES) as ArchitectureName[])(
    "can be trained from random weights: %s",
    (architecture) => {
      const network = {
        architecture,
        padding: "symmetric",
        outputStride: 32,
        inputSize: 64,
        enlargedSize: 64,
      } as const;
      const teaching = [0, 1, 2];
      const initial = initialNetwork(network, null, { targets: TARGETS, teaching, seed: 1 });
      const { layout, values } = networkInTraining({
        network,
        initial,
        settings: { ...NETWORK_RECIPE.fit, inputSize: 64 },
        frequencies: frequenciesOf(TARGETS, teaching),
        options: {},
      });
      expect(layout.parameters.map(({ name }) => name)).toContain("head.weight");
      expect(values.every(Number.isFinite)).toBe(true);
    },
  );

  test.each([
    { name: "takes over a last layer with as many outputs", outputs: 3 },
    { name: "leaves out a last layer that knows other things", outputs: 4 },
  ])("$name", ({ outputs }) => {
    const network = {
      architecture: "resnet18",
      padding: "symmetric",
      outputStride: 32,
      inputSize: 64,
      enlargedSize: 64,
    } as const;
    const weight = float32([outputs, 512], new Float32Array(outputs * 512).fill(0.25));
    const bias = float32([outputs], new Float32Array(outputs).fill(7));
    const earlier = new Map([
      ...initialWeights("resnet18", { channels: 1, random: Random.fromSeed(1) }),
      ["head.weight", weight] as const,
      ["head.bias", bias] as const,
    ]);
    const start = initialNetwork(network, findNetwork(earlier, "resnet18"), {
      targets: TARGETS,
      teaching: [0, 1, 2],
      seed: 1,
    });
    expect(start.get("conv1.weight")).toBe(earlier.get("conv1.weight"));
    const isTakenOver = outputs === TARGETS.columns;
    expect(start.get("head.weight")?.shape).toEqual([3, 512]);
    expect(start.get("head.bias")?.data[0]).toBe(isTakenOver ? 7 : 0);
    expect(start.get("head.weight")?.data[0]).toBe(isTakenOver ? 0.25 : 0);
  });

  test("knows from the start how frequent findings are", () => {
    const frequencies = frequenciesOf(TARGETS, [0, 1, 2]);
    expect(frequencies).toEqual([1.5 / 3, 0.5 / 4, 0.5 / 1]);
  });

  test("does not look at radiographs that it does not learn from", () => {
    expect(frequenciesOf(TARGETS, [0])).toEqual([1.5 / 2, 0.5 / 2, 0.5 / 1]);
  });
});
