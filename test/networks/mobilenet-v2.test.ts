import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { float32, Graph, type Tensor, writeOnnx } from "../../src/graph/index.ts";
import {
  buildFeatures,
  type FeatureNetwork,
  greyInput,
  mobileNetV2,
  mobileNetV2Features,
  weight,
} from "../../src/networks/index.ts";
import { Random } from "../../src/random.ts";
import { createSession } from "../../src/runtime/index.node.ts";
import { largestRelativeDifference, zeroMaps } from "./compare.ts";
import { formulaWeights } from "./formula-weights.ts";
import { CLASSES, formulaImages, gradCamGraph, logitsGraph } from "./mobilenet-v2-graph.ts";
import { mobilenetV2Shapes } from "./mobilenet-v2-shapes.ts";

interface Reference {
  readonly size: number;
  readonly mapShape: readonly number[];
  readonly zeroMaps: number;
  readonly logitsStandardDeviation: number;
  readonly deviationBetweenImages: number;
  readonly logits: readonly number[];
  readonly gradCam: readonly number[];
}

const reference: Reference = JSON.parse(
  readFileSync(new URL("mobilenet-v2.reference.json", import.meta.url), "utf8"),
);
const weights = formulaWeights(mobilenetV2Shapes(CLASSES));

describe("MobileNetV2 agrees with torchvision's in float64", () => {
  test("on a reference that could show a difference", () => {
    expect(reference.logitsStandardDeviation).toBeGreaterThan(1);
    expect(reference.deviationBetweenImages).toBeGreaterThan(0.1);
    expect(reference.zeroMaps).toBeGreaterThan(0);
    expect(reference.zeroMaps).toBeLessThan(CLASSES);
  });

  test("in its logits", async () => {
    const { logits } = await run(logitsGraph(reference.size, weights, {}), {
      images: formulaImages(reference.size),
    });
    expect(largestRelativeDifference(logits?.data ?? [], reference.logits)).toBeLessThan(1e-4);
  });

  test("in Grad-CAM of its last map, zero maps included", async () => {
    const { maps } = await run(gradCamGraph(reference.size, weights, {}), {
      images: formulaImages(reference.size),
    });
    expect(maps?.shape).toEqual(reference.mapShape);
    const ours = maps?.data ?? [];
    expect(largestRelativeDifference(ours, reference.gradCam)).toBeLessThan(1e-4);
    const cells = reference.mapShape.slice(2).reduce((product, size) => product * size, 1);
    expect(zeroMaps(ours, cells)).toEqual(zeroMaps(reference.gradCam, cells));
  });
});

describe("the last map", () => {
  test.each([
    [96, 32, 3],
    [97, 32, 4],
    [96, 16, 6],
    [97, 16, 7],
    [96, 8, 12],
    [224, 16, 14],
  ] as const)("of %i pixels has a cell every %i of them: %i", (size, outputStride, cells) => {
    for (const padding of ["symmetric", "tensorflow"] as const) {
      const graph = new Graph("shape");
      const images = graph.input("images", ["batch", 3, size, size]);
      const maps = mobileNetV2Features(images, weights, { padding, outputStride });
      expect(maps.shape).toEqual(["batch", 1280, cells, cells]);
    }
  });

  test("is the same, cell by cell, where a finer stride meets a coarser one's places", async () => {
    // Dilation computes what the strided network would at every shift: away from the border every second
    // cell of the finer map is the coarser map's.
    const size = 224;
    const shape = [1, 3, size, size];
    const random = Random.fromSeed(2);
    const images = float32(
      shape,
      Float32Array.from({ length: 3 * size * size }, random.uniform.bind(random)),
    );
    const map = async (outputStride: 16 | 32) => {
      const graph = new Graph("maps");
      const x = graph.input("images", shape);
      graph.output("maps", mobileNetV2Features(x, weights, { outputStride }));
      return (await run(graph, { images })).maps?.data ?? new Float32Array();
    };
    const [coarse, fine] = [await map(32), await map(16)];
    const inner = { coarse: [] as number[], fine: [] as number[] };
    for (let channel = 0; channel < 1280; channel += 40) {
      // The three last depthwise convolutions see one coarse cell each way.
      inner.coarse.push(coarse[channel * 49 + 3 * 7 + 3] ?? Number.NaN);
      inner.fine.push(fine[channel * 196 + 6 * 14 + 6] ?? Number.NaN);
    }
    expect(largestRelativeDifference(inner.fine, inner.coarse)).toBeLessThan(1e-3);
  });
});

describe("weights that are not the network's", () => {
  test("are refused by the name of what is missing", () => {
    const incomplete = new Map(weights);
    incomplete.delete("features.7.conv.1.1.running_var");
    expect(() => logitsGraph(64, incomplete, {})).toThrow(
      expect.objectContaining({
        name: "WeightsError",
        code: "WEIGHT_MISSING",
        fields: { name: "features.7.conv.1.1.running_var" },
        message: expect.stringContaining('"features.7.conv.1.1.running_var"'),
      }),
    );
  });

  test("are refused by name and both shapes", () => {
    const graph = new Graph("classes");
    const images = graph.input("images", [1, 3, 64, 64]);
    expect(() => mobileNetV2(images, weights, 1000)).toThrow(
      expect.objectContaining({
        code: "WEIGHT_SHAPE",
        message: expect.stringMatching(/"classifier\.1\.weight".*\[14, 1280\].*\[1000, 1280\]/),
      }),
    );
    const turned = new Map([["w", float32([2, 3], new Float32Array(6))]]);
    expect(() => weight(turned, "w", [3, 2])).toThrow(/\[2, 3\].*\[3, 2\]/);
    expect(weight(turned, "w", [2, 3])).toBe(turned.get("w"));
  });
});

describe("a grey radiograph", () => {
  const network: FeatureNetwork = {
    architecture: "mobilenet_v2",
    padding: "tensorflow",
    outputStride: 16,
    inputSize: 40,
    enlargedSize: 96,
  };

  test.each([
    ["as large as the network sees it", { ...network, inputSize: 96 }],
    ["enlarged by the graph", network],
  ])("gives the features of three equal channels from -1 to 1, %s", async (_, chosen) => {
    const { inputSize, enlargedSize, padding, outputStride } = chosen;
    const random = Random.fromSeed(4);
    const grey = float32(
      [2, 1, inputSize, inputSize],
      Float32Array.from({ length: 2 * inputSize ** 2 }, () => random.uniform()),
    );
    const greyGraph = new Graph("grey");
    greyGraph.output("maps", buildFeatures(greyInput(greyGraph, chosen), chosen, weights));
    const colourGraph = new Graph("colour");
    const images = colourGraph.input("images", ["batch", 3, enlargedSize, enlargedSize]);
    colourGraph.output("maps", mobileNetV2Features(images, weights, { padding, outputStride }));

    const fromGrey = await run(greyGraph, { grey });
    const fromColour = await run(colourGraph, { images: threeChannels(grey, enlargedSize) });
    expect(fromGrey.maps?.shape).toEqual([2, 1280, 6, 6]);
    const [ours, expected] = [fromGrey.maps?.data ?? [], fromColour.maps?.data ?? []];
    expect(Math.max(...expected)).toBeGreaterThan(1);
    expect(largestRelativeDifference(ours, expected)).toBeLessThan(1e-3);
  });
});

async function run(graph: Graph, inputs: Readonly<Record<string, Tensor<"float32">>>) {
  const session = await createSession(writeOnnx(graph), { threads: 1 });
  const outputs = await session.run(inputs);
  await session.release();
  return outputs;
}

/** Enlarges bilinearly between pixel centres, in float64, brings 0..1 to -1..1 and repeats three times. */
function threeChannels({ shape, data }: Tensor<"float32">, to: number): Tensor<"float32"> {
  const [images = 0, , from = 0] = shape;
  const pixel = (image: number, row: number, column: number) =>
    data[(image * from + row) * from + column] ?? Number.NaN;
  const place = (output: number) => {
    const center = Math.min(Math.max(((output + 0.5) * from) / to - 0.5, 0), from - 1);
    const low = Math.min(Math.floor(center), from - 2);
    return { low, high: low + 1, share: center - low };
  };
  const result = new Float32Array(images * 3 * to * to);
  for (let index = 0; index < result.length; index++) {
    const column = place(index % to);
    const row = place(Math.floor(index / to) % to);
    const image = Math.floor(index / (3 * to * to));
    const across = (y: number) =>
      (1 - column.share) * pixel(image, y, column.low) +
      column.share * pixel(image, y, column.high);
    result[index] = 2 * ((1 - row.share) * across(row.low) + row.share * across(row.high)) - 1;
  }
  return float32([images, 3, to, to], result);
}
