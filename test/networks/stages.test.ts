import { describe, expect, test } from "vitest";
import {
  ARCHITECTURES,
  type ArchitectureName,
  parameterShapes,
  stageCount,
  stageOf,
  stages,
} from "../../src/networks/index.ts";

const NAMES = Object.keys(ARCHITECTURES) as ArchitectureName[];

describe.each(NAMES)("the stages of %s", (name) => {
  test("hold every tensor once, none is empty, and the stem comes first", () => {
    const groups = stages(name);
    expect(groups.flat().sort()).toEqual([...parameterShapes(name).keys()].sort());
    expect(groups.every((group) => group.length > 0)).toBe(true);
    expect(groups[0]).toContain(ARCHITECTURES[name].stem.name);
  });

  // parameterShapes lists tensors as the graph comes to them.
  test("go the way of the signal", () => {
    const order = [...parameterShapes(name).keys()].map((tensor) => stageOf(name, tensor));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test("end in the classifier, and know no other network's names", () => {
    const last = stageCount(name) - 1;
    expect(stages(name)).toHaveLength(last);
    expect(stageOf(name, "head.weight")).toBe(last);
    expect(stageOf(name, `${ARCHITECTURES[name].classifier}.bias`)).toBe(last);
    expect(() => stageOf(name, "encoder.weight")).toThrow(
      expect.objectContaining({ code: "WEIGHT_MISSING" }),
    );
  });
});

test.each([
  ["resnet50", "layer3.5.conv2.weight", 3, 6],
  ["densenet121", "features.transition1.conv.weight", 1, 6],
  ["mobilenet_v2", "features.10.conv.2.weight", 4, 10],
  ["mobilenet_v2", "features.1.conv.0.0.weight", 1, 10],
  ["efficientnet_b0", "features.6.3.block.2.fc1.bias", 6, 10],
  ["vit_tiny_patch16_224", "blocks.11.attn.qkv.weight", 12, 15],
  ["vit_tiny_patch16_224", "blocks.1.attn.qkv.weight", 2, 15],
] as const)("%s's %s is in stage %i of %i", (name, tensor, stage, count) => {
  expect(stageOf(name, tensor)).toBe(stage);
  expect(stageCount(name)).toBe(count);
});
