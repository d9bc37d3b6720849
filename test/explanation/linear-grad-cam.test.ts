import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linearGradCam } from "../../src/explanation/index.ts";
import { float32, Graph, type Tensor, writeOnnx } from "../../src/graph/index.ts";
import { createSession } from "../../src/runtime/index.node.ts";

describe("Grad-CAM in closed form", () => {
  test("of two hand-made channels: each finding's weight over the number of cells", async () => {
    // Channel 0 is lit at the top left, channel 1 along the right.
    const maps = float32([1, 2, 2, 2], [4, 0, 0, 0, 0, 2, 0, 2]);
    const weight = float32([3, 2], [1, 0, 0.5, 1, -1, -2]);
    const cams = await gradCam(maps, weight);
    expect(cams.shape).toEqual([1, 3, 2, 2]);
    expect(Array.from(cams.data)).toEqual([
      ...[1, 0, 0, 0], // 4 * 1 / 4 cells
      ...[0.5, 0.5, 0, 0.5],
      ...[0, 0, 0, 0], // only evidence against it
    ]);
  });

  test("keeps what speaks for and against in one cell together before it cuts at zero", async () => {
    const maps = float32([1, 2, 1, 2], [2, 2, 1, 3]);
    expect(Array.from((await gradCam(maps, float32([1, 2], [1, -1]))).data)).toEqual([0.5, 0]);
  });

  test("is Grad-CAM as it is defined, image by image, for maps that are not square", async () => {
    const values = (length: number) =>
      fc.array(fc.integer({ min: -8, max: 8 }), { minLength: length, maxLength: length });
    await fc.assert(
      fc.asyncProperty(values(2 * 3 * 2 * 4), values(5 * 3), async (mapValues, weights) => {
        const maps = float32([2, 3, 2, 4], mapValues);
        const weight = float32([5, 3], weights);
        const expected: number[] = [];
        for (let image = 0; image < 2; image++) {
          for (let finding = 0; finding < 5; finding++) {
            for (let cell = 0; cell < 8; cell++) {
              let sum = 0;
              for (let channel = 0; channel < 3; channel++) {
                // d logit / d cell, the same in all 8 cells, so that its mean is alpha.
                const alpha = (weights[finding * 3 + channel] ?? 0) / 8;
                sum += alpha * (mapValues[(image * 3 + channel) * 8 + cell] ?? 0);
              }
              expected.push(Math.max(sum, 0));
            }
          }
        }
        expect(Array.from((await gradCam(maps, weight)).data)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  test("refuses maps whose size is not known", () => {
    const graph = new Graph("unknown");
    const maps = graph.input("maps", ["batch", 2, "rows", 4]);
    expect(() => linearGradCam(maps, float32([1, 2], [1, 1]))).toThrow(
      expect.objectContaining({ code: "SHAPE_MISMATCH" }),
    );
  });

  test("refuses a classifier of other channels", () => {
    const graph = new Graph("channels");
    const maps = graph.input("maps", ["batch", 2, 4, 4]);
    expect(() => linearGradCam(maps, float32([1, 3], [1, 1, 1]))).toThrow(
      expect.objectContaining({ code: "SHAPE_MISMATCH" }),
    );
  });
});

async function gradCam(maps: Tensor<"float32">, weight: Tensor<"float32">) {
  const graph = new Graph("gradcam");
  const x = graph.input("maps", ["batch", ...maps.shape.slice(1)]);
  graph.output("cams", linearGradCam(x, weight));
  const session = await createSession(writeOnnx(graph), { threads: 1 });
  const { cams } = await session.run({ maps });
  await session.release();
  return cams ?? float32([0], []);
}
