import { beforeAll, describe, expect, test } from "vitest";
import { writeOnnx } from "../../src/graph/index.ts";
import type { FeatureOptions } from "../../src/networks/index.ts";
import { createSession } from "../../src/runtime/index.node.ts";
import { largestRelativeDifference, zeroMaps } from "../networks/compare.ts";
import { formulaWeights } from "../networks/formula-weights.ts";
import {
  CLASSES,
  formulaImages,
  gradCamGraph,
  logitsGraph,
} from "../networks/mobilenet-v2-graph.ts";
import { mobilenetV2Shapes } from "../networks/mobilenet-v2-shapes.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";

interface Setting {
  readonly size: number;
  readonly padding: NonNullable<FeatureOptions["padding"]>;
  readonly stride: NonNullable<FeatureOptions["outputStride"]>;
}

interface Reference {
  readonly logits: readonly number[];
  readonly gradCam: readonly number[];
  readonly mapShape: readonly number[];
  readonly zeroMaps: number;
  readonly logitsStandardDeviation: number;
}

/** Of 97 every map on the way is odd, and both paddings are one; of 100 and 128 they differ. */
const SETTINGS: readonly Setting[] = [
  { size: 97, padding: "symmetric", stride: 32 },
  { size: 128, padding: "symmetric", stride: 32 },
  { size: 97, padding: "symmetric", stride: 16 },
  { size: 128, padding: "symmetric", stride: 8 },
  { size: 100, padding: "tensorflow", stride: 32 },
  { size: 128, padding: "tensorflow", stride: 32 },
  { size: 128, padding: "tensorflow", stride: 16 },
  { size: 100, padding: "tensorflow", stride: 8 },
];

const weights = formulaWeights(mobilenetV2Shapes(CLASSES));

let answer: { shapes: Record<string, readonly number[]>; references: readonly Reference[] };
beforeAll(() => {
  const packages = "python3-torch python3-torchvision";
  answer = askPython("mobilenet_reference.py", packages, SETTINGS, "--serve");
}, PYTHON_TIMEOUT);

test("our list of MobileNetV2's tensors is torchvision's", () => {
  expect(mobilenetV2Shapes(CLASSES)).toEqual(answer.shapes);
});

describe.each(SETTINGS.map((setting, index) => ({ ...setting, index })))(
  "MobileNetV2 at $size px, $padding padding, output stride $stride, agrees with PyTorch",
  ({ size, padding, stride, index }) => {
    const reference = () => {
      const found = answer.references[index];
      if (found === undefined) throw new Error(`No reference for setting ${index}.`);
      return found;
    };

    test("in its logits", async () => {
      const logits = await run(logitsGraph(size, weights, { padding, outputStride: stride }));
      expect(reference().logitsStandardDeviation).toBeGreaterThan(1);
      expect(largestRelativeDifference(logits.data, reference().logits)).toBeLessThan(1e-4);
    });

    test("in the closed form of Grad-CAM, which it gets by autograd, zero maps included", async () => {
      const maps = await run(gradCamGraph(size, weights, { padding, outputStride: stride }));
      const { gradCam, mapShape } = reference();
      expect(maps.shape).toEqual(mapShape);
      expect(largestRelativeDifference(maps.data, gradCam)).toBeLessThan(1e-4);
      const cells = (mapShape[2] ?? 0) * (mapShape[3] ?? 0);
      const zero = zeroMaps(gradCam, cells);
      expect(zero.length).toBeGreaterThan(0);
      expect(zeroMaps(maps.data, cells)).toEqual(zero);
    });

    async function run(graph: ReturnType<typeof logitsGraph>) {
      const session = await createSession(writeOnnx(graph));
      const [output] = Object.values(await session.run({ images: formulaImages(size) }));
      await session.release();
      if (output === undefined) throw new Error("The graph has no output.");
      return output;
    }
  },
);
