import { describe, expect, test } from "vitest";
import { float32, type Graph, readOnnx, writeOnnx } from "../../src/graph/index.ts";
import { ensembleReadingGraph, type LinearLayer, readingGraph } from "../../src/model/index.ts";
import type { FeatureNetwork } from "../../src/networks/index.ts";
import { Random } from "../../src/random.ts";
import { createSession } from "../../src/runtime/index.node.ts";
import { formulaWeights } from "../networks/formula-weights.ts";
import { mobilenetV2Shapes } from "../networks/mobilenet-v2-shapes.ts";

const network: FeatureNetwork = {
  architecture: "mobilenet_v2",
  padding: "tensorflow",
  outputStride: 16,
  inputSize: 32,
  enlargedSize: 48,
};
const random = Random.fromSeed(1);
const [findings, abnormal] = [layer(14), layer(1)];
const onnx = writeOnnx(
  readingGraph(network, formulaWeights(mobilenetV2Shapes(1)), findings, abnormal),
);

describe("the graph that ships", () => {
  test("declares the outputs that its readers ask for", () => {
    const { inputs, outputs } = readOnnx(onnx);
    const shapes = (values: typeof inputs) =>
      Object.fromEntries(values.map(({ name, shape }) => [name, shape]));
    expect(shapes(inputs)).toEqual({ grey: ["batch", 1, 32, 32] });
    expect(shapes(outputs)).toEqual({
      logits: ["batch", 14],
      abnormal: ["batch", 1],
      heatmaps: ["batch", 14, 3, 3],
      features: ["batch", 1280],
    });
  });

  test("has logits that are its layers on its features", async () => {
    const session = await createSession(onnx, { threads: 1 });
    const pixels = Float32Array.from({ length: 2 * 32 * 32 }, () => random.uniform());
    const outputs = await session.run({ grey: float32([2, 1, 32, 32], pixels) });
    await session.release();
    const features = outputs.features?.data ?? [];
    for (const [name, { weight, bias }] of Object.entries({ logits: findings, abnormal })) {
      const count = bias.data.length;
      for (let image = 0; image < 2; image++) {
        for (const [output, start] of bias.data.entries()) {
          let logit = start;
          for (let feature = 0; feature < 1280; feature++) {
            const value = features[image * 1280 + feature] ?? Number.NaN;
            logit += value * (weight.data[output * 1280 + feature] ?? Number.NaN);
          }
          expect(outputs[name]?.data[image * count + output]).toBeCloseTo(logit, 3);
        }
      }
    }
  });
});

describe("an ensemble's graph", () => {
  test("has the spread of its networks' logits, as a sample's standard deviation", async () => {
    const members = [1, 2, 3].map(() => ({
      weights: formulaWeights(mobilenetV2Shapes(1)),
      findings: layer(14),
      abnormal: layer(1),
    }));
    const grey = float32(
      [2, 1, 32, 32],
      Float32Array.from({ length: 2 * 32 * 32 }, () => random.uniform()),
    );
    const run = async (graph: Graph) => {
      const session = await createSession(writeOnnx(graph), { threads: 1 });
      const outputs = await session.run({ grey });
      await session.release();
      return outputs;
    };
    const alone = await Promise.all(
      members.map(({ weights, findings, abnormal }) =>
        run(readingGraph(network, weights, findings, abnormal)),
      ),
    );
    const { spread } = await run(ensembleReadingGraph(network, members));
    expect(spread?.shape).toEqual([2, 15]);
    for (let image = 0; image < 2; image++) {
      for (let output = 0; output < 15; output++) {
        const logits = alone.map(({ logits, abnormal }) =>
          output < 14
            ? (logits?.data[image * 14 + output] ?? Number.NaN)
            : (abnormal?.data[image] ?? Number.NaN),
        );
        const mean = logits.reduce((sum, one) => sum + one, 0) / 3;
        const deviation = Math.sqrt(logits.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 2);
        expect(spread?.data[image * 15 + output]).toBeCloseTo(deviation, 3);
      }
    }
  });
});

function layer(outputs: number): LinearLayer {
  const values = (length: number) => Float32Array.from({ length }, () => random.normal() / 10);
  return {
    weight: float32([outputs, 1280], values(outputs * 1280)),
    bias: float32([outputs], values(outputs)),
  };
}
