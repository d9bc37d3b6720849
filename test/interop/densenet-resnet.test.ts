import { beforeAll, describe, expect, test } from "vitest";
import {
  CLASSES,
  NETWORKS,
  type NetworkSetting,
  run,
  runClassToken,
} from "../networks/classifier-graph.ts";
import { largestRelativeDifference } from "../networks/compare.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";

interface Reference extends NetworkSetting {
  readonly mapShape: readonly number[];
  readonly logits: readonly number[];
  /** Of timm's ViT. */
  readonly classLogits?: readonly number[];
  readonly shapes: Readonly<Record<string, readonly number[]>>;
}

/**
 * Of 65 every map on the way is odd; of 64 every one is even. torchvision can't dilate ResNet-18 and -34. At 224 px the
 * ViT has the positions that it was trained with, at 64 px fewer, at 240 x 260 px more.
 */
const SETTINGS: readonly NetworkSetting[] = [
  { network: "densenet121", size: 64, channels: 1, stride: 32 },
  { network: "densenet121", size: 65, channels: 3, stride: 16 },
  { network: "densenet121", size: 64, channels: 3, stride: 8 },
  { network: "resnet50", size: 65, channels: 3, stride: 32 },
  { network: "resnet50", size: 64, channels: 1, stride: 8 },
  { network: "resnet18", size: 97, columns: 130, channels: 3, stride: 32 },
  { network: "resnet34", size: 65, columns: 96, channels: 1, stride: 32 },
  { network: "efficientnet_b0", size: 97, columns: 130, channels: 3, stride: 32 },
  { network: "efficientnet_b0", size: 64, channels: 1, stride: 16 },
  { network: "efficientnet_b0", size: 65, channels: 3, stride: 8 },
  { network: "vit_tiny_patch16_224", size: 224, channels: 3, stride: 32 },
  { network: "vit_tiny_patch16_224", size: 64, channels: 1, stride: 16 },
  { network: "vit_tiny_patch16_224", size: 97, columns: 130, channels: 3, stride: 32 },
  { network: "vit_tiny_patch16_224", size: 240, columns: 260, channels: 3, stride: 32 },
];

let references: readonly Reference[];
beforeAll(() => {
  const packages = "python3-torch python3-torchvision";
  references = askPython("network_reference.py", packages, SETTINGS);
}, PYTHON_TIMEOUT);

describe.each(
  SETTINGS.map((setting, index) => {
    const { size, columns = size } = setting;
    return { ...setting, index, pixels: `${size} x ${columns}` };
  }),
)(
  "$network at $pixels px, $channels channel(s), output stride $stride",
  ({ index, pixels: _, ...setting }) => {
    test("has torchvision's, or timm's, tensors", () => {
      const { shapes } = NETWORKS[setting.network];
      expect(shapes(CLASSES, setting.channels)).toEqual(references[index]?.shapes);
    });

    test("agrees with PyTorch in its logits", async () => {
      const { logits, mapShape } = await run(setting);
      expect(mapShape).toEqual(references[index]?.mapShape);
      const expected = references[index]?.logits ?? [];
      expect(largestRelativeDifference(logits, expected)).toBeLessThan(1e-4);
    });
  },
);

describe.each(
  SETTINGS.map((setting, index) => ({ ...setting, index })).filter(
    ({ network }) => network === "vit_tiny_patch16_224",
  ),
)("$network at $size px, $channels channel(s)", ({ index, ...setting }) => {
  test("agrees with timm in the class token's logits", async () => {
    const expected = references[index]?.classLogits ?? [];
    expect(expected).not.toEqual(references[index]?.logits);
    expect(largestRelativeDifference(await runClassToken(setting), expected)).toBeLessThan(1e-4);
  });
});
