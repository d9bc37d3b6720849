import { describe, expect, test } from "vitest";
import { ARCHITECTURES, type ArchitectureName } from "../../../src/networks/index.ts";
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

  test("knows from the start how frequent findings are", () => {
    const frequencies = frequenciesOf(TARGETS, [0, 1, 2]);
    expect(frequencies).toEqual([1.5 / 3, 0.5 / 4, 0.5 / 1]);
  });

  test("does not look at radiographs that it does not learn from", () => {
    expect(frequenciesOf(TARGETS, [0])).toEqual([1.5 / 2, 0.5 / 2, 0.5 / 1]);
  });
});
