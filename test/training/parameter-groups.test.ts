import { describe, expect, test } from "vitest";
import {
  frozenStagesIn,
  type NetworkParameter,
  parameterGroups,
} from "../../src/training/parameter-groups.ts";

const SETTINGS = { bodyRate: 0.5, stageRate: 0.1, weightDecay: 0.02 };

let reached = 0;
const parameter = (
  name: string,
  shape: number[],
  stage: number,
  isHead = false,
): NetworkParameter => {
  const from = reached;
  reached += shape.reduce((product, size) => product * size, 1);
  return { name, shape, from, to: reached, stage, isHead };
};

const PARAMETERS = [
  parameter("features.conv0.weight", [8, 1, 3, 3], 0),
  parameter("features.norm0.weight", [8], 0),
  parameter("features.norm0.bias", [8], 0),
  parameter("encoder.pos_embedding", [1, 5, 8], 0),
  parameter("class_token", [1, 1, 8], 0),
  parameter("layer1.weight", [8, 8], 1),
  parameter("layer2.weight", [8, 8], 2),
  parameter("layer2.bias", [8], 2),
  parameter("head.weight", [15, 8], 9, true),
  parameter("head.bias", [15], 9, true),
];

const byName = (groups: ReturnType<typeof parameterGroups>) =>
  new Map(PARAMETERS.map(({ name }, index) => [name, groups[index]]));

describe("parameter groups", () => {
  test("cover the parameters, one each, in their order", () => {
    const groups = parameterGroups(PARAMETERS, SETTINGS, 0);
    expect(groups.map(({ from, to }) => [from, to])).toEqual(
      PARAMETERS.map(({ from, to }) => [from, to]),
    );
  });

  test("decay kernels and matrices, not biases, normalization or embeddings", () => {
    const groups = parameterGroups(PARAMETERS, SETTINGS, 0);
    const decayed = PARAMETERS.filter((_, index) => groups[index]?.weightDecay === 0.02);
    expect(decayed.map(({ name }) => name)).toEqual([
      "features.conv0.weight",
      "layer1.weight",
      "layer2.weight",
      "head.weight",
    ]);
    expect(groups.filter(({ weightDecay }) => weightDecay === 0)).toHaveLength(6);
  });

  test("let the head learn at the full rate and earlier stages ever slower, the head's stage left out", () => {
    const groups = byName(parameterGroups(PARAMETERS, SETTINGS, 0));
    expect(groups.get("head.weight")?.rateFactor).toBe(1);
    expect(groups.get("layer2.bias")?.rateFactor).toBe(0.5);
    expect(groups.get("layer1.weight")?.rateFactor).toBeCloseTo(0.05, 12);
    expect(groups.get("class_token")?.rateFactor).toBeCloseTo(0.005, 12);
  });

  test("freeze the first stages, never the head", () => {
    const frozen = byName(parameterGroups(PARAMETERS, SETTINGS, 2));
    expect(frozen.get("features.norm0.weight")?.rateFactor).toBe(0);
    expect(frozen.get("layer1.weight")?.rateFactor).toBe(0);
    expect(frozen.get("layer2.weight")?.rateFactor).toBe(0.5);
    const all = parameterGroups(PARAMETERS, SETTINGS, 99);
    expect(all.filter(({ rateFactor }) => rateFactor !== 0)).toHaveLength(2);
  });
});

test("frozen phases follow each other, and after the last one everything learns", () => {
  const phases = [
    { stages: 5, epochs: 1 },
    { stages: 3, epochs: 2 },
  ];
  expect([1, 2, 3, 4, 99].map((epoch) => frozenStagesIn(epoch, phases))).toEqual([5, 3, 3, 0, 0]);
  expect(frozenStagesIn(1, [])).toBe(0);
});
