import { describe, expect, test } from "vitest";
import { float32, Graph, writeOnnx } from "../../src/graph/index.ts";
import {
  ARCHITECTURES,
  type ArchitectureName,
  initialWeights,
  parameterShapes,
  type Weights,
} from "../../src/networks/index.ts";
import { Random } from "../../src/random.ts";
import { createSession } from "../../src/runtime/index.node.ts";
import { densenet121Shapes } from "./densenet-shapes.ts";
import { mobilenetV2Shapes } from "./mobilenet-v2-shapes.ts";
import { resnetShapes } from "./resnet-shapes.ts";

const NAMES = Object.keys(ARCHITECTURES) as ArchitectureName[];
const SIZE = 64;

/** torchvision's listings without the classifier, written down by hand for other tests. */
const LISTINGS = [
  ["mobilenet_v2", mobilenetV2Shapes(14), "classifier"],
  ["densenet121", densenet121Shapes(14), "classifier"],
  ["resnet18", resnetShapes(18, 14), "fc"],
  ["resnet50", resnetShapes(50, 14), "fc"],
] as const;

describe("the shapes of parameters", () => {
  test.each(LISTINGS)("of %s are torchvision's", (name, listing, classifier) => {
    const expected = Object.entries(listing).filter(([key]) => !key.startsWith(classifier));
    expect(Object.fromEntries(parameterShapes(name))).toEqual(Object.fromEntries(expected));
  });

  test.each(NAMES)("of %s for one channel differ in the stem only", (name) => {
    const [colour, grey] = [parameterShapes(name, 3), parameterShapes(name, 1)];
    const differing = [...colour].filter(([key, shape]) => `${grey.get(key)}` !== `${shape}`);
    const { stem } = ARCHITECTURES[name];
    const filter = [stem.outputs, 3, stem.kernel, stem.kernel];
    expect(differing).toEqual([[stem.name, filter]]);
    expect(grey.get(stem.name)).toEqual(filter.with(1, 1));
    expect([...grey.keys()]).toEqual([...colour.keys()]);
  });
});

describe.each(NAMES)("weights that %s begins with", (name) => {
  const weights = initialWeights(name, { random: Random.fromSeed(1) });

  test("are all that it needs, norms at 1 and 0, biases at 0", () => {
    expect([...weights].map(([key, { shape }]) => [key, shape])).toEqual([
      ...parameterShapes(name),
    ]);
    for (const [key, { shape, data }] of weights) {
      if (shape.length > 1) continue;
      const expected = /(running_var|weight)$/.test(key) ? 1 : 0;
      expect([key, data.every((value) => value === expected)]).toEqual([key, true]);
    }
  });

  test("come from the seed", () => {
    const again = initialWeights(name, { random: Random.fromSeed(1) });
    const other = initialWeights(name, { random: Random.fromSeed(2) });
    const stem = (of: Weights) => Array.from(of.get(ARCHITECTURES[name].stem.name)?.data ?? []);
    expect(stem(again)).toEqual(stem(weights));
    expect(stem(other)).not.toEqual(stem(weights));
  });

  test("give a finite map that depends on the image, for one channel", async () => {
    const shape = [2, 1, SIZE, SIZE];
    const graph = new Graph(name);
    const x = graph.input("images", shape);
    const grey = initialWeights(name, { channels: 1, random: Random.fromSeed(3) });
    graph.output("maps", ARCHITECTURES[name].features(x, grey, {}));
    const session = await createSession(writeOnnx(graph), { threads: 2 });
    const random = Random.fromSeed(4);
    const pixels = Float32Array.from({ length: 2 * SIZE * SIZE }, () => random.normal());
    const { maps } = await session.run({ images: float32(shape, pixels) });
    await session.release();
    const data = Array.from(maps?.data ?? []);
    expect(data.length).toBeGreaterThan(0);
    expect(data.every(Number.isFinite)).toBe(true);
    const [first, second] = [data.slice(0, data.length / 2), data.slice(data.length / 2)];
    const [largest] = data.map(Math.abs).sort((a, b) => b - a);
    const difference = Math.max(...first.map((value, i) => Math.abs(value - (second[i] ?? 0))));
    expect(difference).toBeGreaterThan(0.01 * (largest ?? Number.NaN));
  });
});

/** Deviations by hand: √(2 / fan), 1 / √(3 inputs), 0.02, 1e-6. */
test.each([
  ["resnet18", "conv1.weight", Math.sqrt(2 / (64 * 49))],
  ["resnet50", "layer4.0.conv3.weight", Math.sqrt(2 / 2048)],
  ["mobilenet_v2", "features.14.conv.1.0.weight", Math.sqrt(2 / (576 * 9))],
  ["efficientnet_b0", "features.8.0.weight", Math.sqrt(2 / 1280)],
  ["densenet121", "features.conv0.weight", Math.sqrt(2 / (3 * 49))],
  ["densenet121", "features.denseblock4.denselayer16.conv2.weight", Math.sqrt(2 / (128 * 9))],
  ["vit_tiny_patch16_224", "patch_embed.proj.weight", 1 / Math.sqrt(3 * 768)],
  ["vit_tiny_patch16_224", "pos_embed", 0.02],
  ["vit_tiny_patch16_224", "blocks.11.mlp.fc2.weight", 0.02],
] as const)("%s's %s has its mean at 0 and its published deviation", (name, tensor, deviation) => {
  const weights = initialWeights(name, { random: Random.fromSeed(5) });
  const values = Array.from(weights.get(tensor)?.data ?? []);
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + value * value, 0) / count;
  // Five standard errors, of a normal distribution's mean and deviation.
  expect(Math.abs(mean)).toBeLessThan((5 * deviation) / Math.sqrt(count));
  expect(Math.abs(Math.sqrt(squares) / deviation - 1)).toBeLessThan(5 / Math.sqrt(2 * count));
});
