import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import { Graph } from "../../src/graph/index.ts";
import {
  ARCHITECTURES,
  type ArchitectureName,
  initialWeights,
  parameterShapes,
} from "../../src/networks/index.ts";
import { Random } from "../../src/random.ts";

/** Parameters with ImageNet's 1000 classes, as torchvision's documentation and timm's tables say. */
const PUBLISHED: Readonly<Record<ArchitectureName, number>> = {
  mobilenet_v2: 3_504_872,
  densenet121: 7_978_856,
  resnet18: 11_689_512,
  resnet34: 21_797_672,
  resnet50: 25_557_032,
  efficientnet_b0: 5_288_548,
  vit_tiny_patch16_224: 5_717_416,
};

const NAMES = Object.keys(ARCHITECTURES) as ArchitectureName[];
const documentation = readFileSync(new URL("../../docs/models.md", import.meta.url), "utf8");

describe.each(NAMES)("%s", (name) => {
  const { featureCount, features, stem } = ARCHITECTURES[name];
  const sizes = [...parameterShapes(name)].map(
    ([tensor, shape]) => [tensor, shape.reduce((product, size) => product * size, 1)] as const,
  );
  const learned = sum(sizes.filter(([tensor]) => !tensor.includes("running_")));

  test("has as many parameters as are published", () => {
    expect(learned + 1000 * (featureCount + 1)).toBe(PUBLISHED[name]);
  });

  test("has its numbers in docs/models.md", () => {
    const classifier = FINDINGS.length * (featureCount + 1);
    const parameters = (learned + classifier).toLocaleString("en-US");
    const megabytes = ((4 * (sum(sizes) + classifier)) / 1e6).toFixed(1);
    const x = new Graph(name).input("images", [1, 3, 224, 224]);
    const weights = initialWeights(name, { random: Random.fromSeed(1) });
    const [, channels, rows, columns] = features(x, weights, {}).shape;
    const row = `| \`${name}\` | ${parameters} | ${megabytes} | ${channels} x ${rows} x ${columns} |`;
    expect(documentation).toContain(row);
    expect(weights.has(stem.name)).toBe(true);
  });
});

function sum(sizes: readonly (readonly [string, number])[]): number {
  return sizes.reduce((total, [, size]) => total + size, 0);
}
