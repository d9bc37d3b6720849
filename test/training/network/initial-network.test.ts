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

const RESNET = {
  architecture: "resnet18",
  padding: "symmetric",
  outputStride: 32,
  inputSize: 64,
  enlargedSize: 64,
} as const;

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
    const weight = float32([outputs, 512], new Float32Array(outputs * 512).fill(0.25));
    const bias = float32([outputs], new Float32Array(outputs).fill(7));
    const earlier = new Map([
      ...initialWeights("resnet18", { channels: 1, random: Random.fromSeed(1) }),
      ["head.weight", weight] as const,
      ["head.bias", bias] as const,
    ]);
    const start = initialNetwork(RESNET, findNetwork(earlier, "resnet18"), {
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

  test("knows from the start how frequent findings are, none being impossible or certain", () => {
    const oddsOf = (teaching: readonly number[]) => {
      const network = { ...RESNET, architecture: "mobilenet_v2" } as const;
      const start = initialNetwork(network, null, { targets: TARGETS, teaching, seed: 1 });
      return Array.from(start.get("head.bias")?.data ?? [], (bias) => Math.exp(bias));
    };
    const expectOdds = (teaching: readonly number[], ...odds: readonly number[]) => {
      for (const [index, one] of oddsOf(teaching).entries())
        expect(one).toBeCloseTo(odds[index] ?? Number.NaN, 6);
    };
    expectOdds([0, 1, 2], 1, 0.5 / 3.5, 1);
    // It does not look at radiographs that it does not learn from.
    expectOdds([0], 3, 1 / 3, 1);
  });

  test("a loss gives no weight to a side that does not occur", () => {
    expect(frequenciesOf(TARGETS, [0, 1, 2])).toEqual([1.5 / 3, 0, 0]);
    expect(frequenciesOf(TARGETS, [0])).toEqual([1, 0, 0]);
  });
});
