import { describe, expect, test } from "vitest";
import { sampleVariance } from "../../src/evaluation/uncertainty/sample-variance.ts";
import { float32, readOnnx, writeOnnx } from "../../src/graph/index.ts";
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
  test("says how far its logits differ over masks of dropout", async () => {
    const share = 0.2;
    const members = [1, 2, 3].map(() => ({
      weights: formulaWeights(mobilenetV2Shapes(1)),
      findings: layer(14),
      abnormal: layer(1),
    }));
    const grey = float32(
      [2, 1, 32, 32],
      Float32Array.from({ length: 2 * 32 * 32 }, () => random.uniform()),
    );
    const session = await createSession(writeOnnx(ensembleReadingGraph(network, members, share)), {
      threads: 1,
    });
    const { spread, features } = await session.run({ grey });
    await session.release();
    expect(spread?.shape).toEqual([2, 15]);
    const masks = Array.from({ length: 4000 }, () =>
      Array.from({ length: 1280 }, () => (random.uniform() < share ? 0 : 1 / (1 - share))),
    );
    for (const image of [0, 1]) {
      for (const output of [0, 7, 14]) {
        const variances = members.map(({ findings, abnormal }, fit) => {
          const { weight } = output < 14 ? findings : abnormal;
          const terms = Array.from({ length: 1280 }, (_, feature) => {
            const value = features?.data[(image * 3 + fit) * 1280 + feature] ?? Number.NaN;
            return value * (weight.data[(output % 14) * 1280 + feature] ?? Number.NaN);
          });
          return sampleVariance(
            masks.map((mask) =>
              terms.reduce((sum, term, index) => sum + term * (mask[index] ?? 0), 0),
            ),
          );
        });
        const expected = Math.sqrt(variances.reduce((sum, one) => sum + one, 0) / 3);
        // A standard deviation of 3 x 4,000 draws is off by 0.65 percent, one time in three.
        expect(Math.abs((spread?.data[image * 15 + output] ?? 0) / expected - 1)).toBeLessThan(
          0.03,
        );
      }
    }
  });

  test("of networks without dropout does not", () => {
    const member = {
      weights: formulaWeights(mobilenetV2Shapes(1)),
      findings: layer(14),
      abnormal: layer(1),
    };
    const { outputs } = readOnnx(writeOnnx(ensembleReadingGraph(network, [member, member])));
    expect(outputs.map(({ name }) => name)).toEqual(["logits", "abnormal", "heatmaps", "features"]);
  });
});

function layer(outputs: number): LinearLayer {
  const values = (length: number) => Float32Array.from({ length }, () => random.normal() / 10);
  return {
    weight: float32([outputs, 1280], values(outputs * 1280)),
    bias: float32([outputs], values(outputs)),
  };
}
