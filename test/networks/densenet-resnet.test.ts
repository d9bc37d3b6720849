import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { float32, Graph, writeOnnx } from "../../src/graph/index.ts";
import {
  ARCHITECTURES,
  buildFeatures,
  densenet121Features,
  type FeatureNetwork,
  featureCount,
  greyInput,
  resnetFeatures,
} from "../../src/networks/index.ts";
import { Random } from "../../src/random.ts";
import { createSession } from "../../src/runtime/index.node.ts";
import { CLASSES, NETWORKS, type NetworkSetting, run } from "./classifier-graph.ts";
import { largestRelativeDifference } from "./compare.ts";
import { densenet121Shapes } from "./densenet-shapes.ts";
import { formulaWeights } from "./formula-weights.ts";
import { resnetShapes } from "./resnet-shapes.ts";

interface Reference extends NetworkSetting {
  readonly mapShape: readonly number[];
  readonly logits: readonly number[];
}

const references: readonly Reference[] = JSON.parse(
  readFileSync(new URL("densenet-resnet.reference.json", import.meta.url), "utf8"),
);

describe.each(references)("$network agrees with torchvision's in float64", (reference) => {
  test("on a reference that could show a difference", () => {
    expect(standardDeviation(reference.logits)).toBeGreaterThan(0.3);
    const [one, other] = [reference.logits.slice(0, CLASSES), reference.logits.slice(CLASSES)];
    expect(largestRelativeDifference(one, other)).toBeGreaterThan(0.1);
  });

  test("in its logits and the size of its last map", async () => {
    const { logits, mapShape } = await run(reference);
    expect(mapShape).toEqual(reference.mapShape);
    expect(largestRelativeDifference(logits, reference.logits)).toBeLessThan(1e-4);
  });
});

describe("the last map", () => {
  const weights = {
    densenet121: formulaWeights(densenet121Shapes(CLASSES)),
    resnet18: formulaWeights(resnetShapes(18, CLASSES)),
    resnet50: formulaWeights(resnetShapes(50, CLASSES)),
  };

  test.each([
    ["densenet121", 224, 32, 7],
    ["densenet121", 225, 16, 14],
    ["densenet121", 97, 8, 12],
    ["resnet50", 225, 32, 8],
    ["resnet50", 97, 16, 7],
    ["resnet18", 224, 8, 28],
  ] as const)("of %s at %i pixels, one cell every %i: %i cells", (name, size, stride, cells) => {
    const x = new Graph("shape").input("images", ["batch", 3, size, size]);
    const maps = ARCHITECTURES[name].features(x, weights[name], { outputStride: stride });
    const channels = featureCount({ architecture: name });
    expect(maps.shape).toEqual(["batch", channels, cells, cells]);
  });

  test.each([
    ["densenet121", densenet121Features],
    ["resnet18", (x, own, options) => resnetFeatures(x, own, 18, options)],
  ] as [keyof typeof weights, typeof densenet121Features][])(
    "of %s is the same, cell by cell, where a finer stride meets a coarser one's places",
    async (name, features) => {
      const size = 448;
      const random = Random.fromSeed(2);
      const pixels = Float32Array.from({ length: 3 * size * size }, () => random.uniform());
      const map = async (outputStride: 16 | 32) => {
        const graph = new Graph("maps");
        const x = graph.input("images", [1, 3, size, size]);
        graph.output("maps", features(x, weights[name], { outputStride }));
        const session = await createSession(writeOnnx(graph), { threads: 2 });
        const { maps } = await session.run({ images: float32([1, 3, size, size], pixels) });
        await session.release();
        return maps?.data ?? new Float32Array();
      };
      const [coarse, fine] = [await map(32), await map(16)];
      // The border reaches two cells into a ResNet-18's last map, and further into DenseNet-121's, whose
      // 16 dilated layers see each other's: there the middle is near, not equal.
      const middles = { coarse: [] as number[], fine: [] as number[] };
      for (let channel = 0; channel < coarse.length / 196; channel += 16) {
        middles.coarse.push(coarse[channel * 196 + 7 * 14 + 7] ?? Number.NaN);
        middles.fine.push(fine[channel * 784 + 14 * 28 + 14] ?? Number.NaN);
      }
      expect(largestRelativeDifference(middles.fine, middles.coarse)).toBeLessThan(1e-3);
    },
  );
});

describe("a grey radiograph", () => {
  const network: FeatureNetwork = {
    architecture: "resnet18",
    padding: "symmetric",
    outputStride: 32,
    inputSize: 64,
    enlargedSize: 64,
  };
  const colour = formulaWeights(resnetShapes(18, CLASSES));
  const oneChannel = formulaWeights(resnetShapes(18, CLASSES, 1));

  test.each([
    ["imagenet", colour, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]],
    ["symmetric", colour, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]],
    ["torchxrayvision", oneChannel, [0.5], [1 / 2048]],
  ] as const)("enters in the range %s", async (inputRange, weights, mean, deviation) => {
    const random = Random.fromSeed(4);
    const grey = Float32Array.from({ length: 64 * 64 }, () => random.uniform());
    const greyGraph = new Graph("grey");
    const chosen = { ...network, inputRange };
    greyGraph.output("maps", buildFeatures(greyInput(greyGraph, chosen), chosen, weights));

    const imagesGraph = new Graph("images");
    const shape = [1, mean.length, 64, 64];
    const x = imagesGraph.input("grey", shape);
    imagesGraph.output("maps", resnetFeatures(x, weights, 18));
    const images = Float32Array.from(
      mean.flatMap((value, channel) =>
        Array.from(grey, (pixel) => (pixel - value) / (deviation[channel] ?? 1)),
      ),
    );

    const ours = await maps(greyGraph, float32([1, 1, 64, 64], grey));
    const expected = await maps(imagesGraph, float32(shape, images));
    expect(largestRelativeDifference(ours, expected)).toBeLessThan(1e-4);
  });

  test("can't enter a network of one channel as three that differ", () => {
    const graph = new Graph("grey");
    expect(() => buildFeatures(greyInput(graph, network), network, oneChannel)).toThrow(
      expect.objectContaining({ code: "WEIGHT_SHAPE" }),
    );
  });

  async function maps(graph: Graph, grey: ReturnType<typeof float32>) {
    const session = await createSession(writeOnnx(graph), { threads: 1 });
    const outputs = await session.run({ grey });
    await session.release();
    return outputs.maps?.data ?? [];
  }
});

test("every compared network is one that a recipe can name", () => {
  expect(Object.keys(ARCHITECTURES)).toEqual(expect.arrayContaining(Object.keys(NETWORKS)));
});

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
