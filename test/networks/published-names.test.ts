import { describe, expect, test } from "vitest";
import { float32, type Tensor } from "../../src/graph/index.ts";
import {
  findNetwork,
  parameterShapes,
  refuseLeftOver,
  type Weights,
} from "../../src/networks/index.ts";

/** Blocks of timm's efficientnet_b0: hidden, squeezed and output channels, kernel; `blocks.STAGE.BLOCK`. */
const BLOCKS = [
  ["0.0", 32, 32, 8, 16, 3],
  ["1.0", 16, 96, 4, 24, 3],
  ["1.1", 24, 144, 6, 24, 3],
  ["2.0", 24, 144, 6, 40, 5],
  ["2.1", 40, 240, 10, 40, 5],
  ["3.0", 40, 240, 10, 80, 3],
  ["3.1", 80, 480, 20, 80, 3],
  ["3.2", 80, 480, 20, 80, 3],
  ["4.0", 80, 480, 20, 112, 5],
  ["4.1", 112, 672, 28, 112, 5],
  ["4.2", 112, 672, 28, 112, 5],
  ["5.0", 112, 672, 28, 192, 5],
  ["5.1", 192, 1152, 48, 192, 5],
  ["5.2", 192, 1152, 48, 192, 5],
  ["5.3", 192, 1152, 48, 192, 5],
  ["6.0", 192, 1152, 48, 320, 3],
] as const;

describe("timm's efficientnet_b0 is found", () => {
  test.each(["", "module.backbone."])("under the prefix '%s'", (prefix) => {
    const found = findNetwork(timmEfficientNet(prefix), "efficientnet_b0");
    const shapes = [...found.weights].map(([name, { shape }]) => [name, shape] as const);
    expect(Object.fromEntries(shapes)).toEqual(
      Object.fromEntries(parameterShapes("efficientnet_b0")),
    );
    expect(found.classifier?.weight.shape).toEqual([14, 1280]);
    expect(found.prefix).toBe(prefix);
    const used = new Set(parameterShapes("efficientnet_b0").keys());
    expect(() => refuseLeftOver(found, used, "efficientnet_b0")).not.toThrow();
  });

  test("with every tensor at its own place, of those that have one shape", () => {
    const { weights } = findNetwork(timmEfficientNet(""), "efficientnet_b0");
    const at = (name: string) => weights.get(name)?.data[0];
    expect(at("features.5.2.block.0.1.bias")).toBe(position("blocks.4.2.bn1.bias"));
    expect(at("features.5.2.block.1.1.bias")).toBe(position("blocks.4.2.bn2.bias"));
    expect(at("features.5.2.block.2.fc2.bias")).toBe(position("blocks.4.2.se.conv_expand.bias"));
    expect(at("features.5.1.block.0.0.weight")).toBe(position("blocks.4.1.conv_pw.weight"));
    expect(at("features.1.0.block.0.1.running_var")).toBe(position("blocks.0.0.bn1.running_var"));
  });
});

test("timm's ViT-Tiny is found; its classifier reads the class token and is left aside", () => {
  const shapes = [...parameterShapes("vit_tiny_patch16_224"), ["head.weight", [14, 192]]] as const;
  const weights = new Map(
    [...shapes, ["head.bias", [14]] as const].map(([name, shape]) => [
      `model.${name}`,
      filled(shape, 0),
    ]),
  );
  const found = findNetwork(weights, "vit_tiny_patch16_224");
  expect(found).toMatchObject({ classifier: null, channels: 3, prefix: "model." });
  expect([...found.weights.keys()]).toEqual([...parameterShapes("vit_tiny_patch16_224").keys()]);
});

/** Names and shapes as timm's `state_dict` lists them; each tensor is filled with its place in the list. */
function timmShapes(): [string, readonly number[]][] {
  const shapes: [string, readonly number[]][] = [];
  const norm = (name: string, size: number) => {
    for (const kind of ["weight", "bias", "running_mean", "running_var"])
      shapes.push([`${name}.${kind}`, [size]]);
    shapes.push([`${name}.num_batches_tracked`, []]);
  };
  shapes.push(["conv_stem.weight", [32, 3, 3, 3]]);
  norm("bn1", 32);
  for (const [block, inputs, hidden, squeezed, outputs, kernel] of BLOCKS) {
    const name = `blocks.${block}`;
    const expands = block !== "0.0";
    if (expands) {
      shapes.push([`${name}.conv_pw.weight`, [hidden, inputs, 1, 1]]);
      norm(`${name}.bn1`, hidden);
    }
    shapes.push([`${name}.conv_dw.weight`, [hidden, 1, kernel, kernel]]);
    norm(`${name}.${expands ? "bn2" : "bn1"}`, hidden);
    shapes.push([`${name}.se.conv_reduce.weight`, [squeezed, hidden, 1, 1]]);
    shapes.push([`${name}.se.conv_reduce.bias`, [squeezed]]);
    shapes.push([`${name}.se.conv_expand.weight`, [hidden, squeezed, 1, 1]]);
    shapes.push([`${name}.se.conv_expand.bias`, [hidden]]);
    shapes.push([`${name}.${expands ? "conv_pwl" : "conv_pw"}.weight`, [outputs, hidden, 1, 1]]);
    norm(`${name}.${expands ? "bn3" : "bn2"}`, outputs);
  }
  shapes.push(["conv_head.weight", [1280, 320, 1, 1]]);
  norm("bn2", 1280);
  shapes.push(["classifier.weight", [14, 1280]], ["classifier.bias", [14]]);
  return shapes;
}

function position(name: string): number {
  return timmShapes().findIndex(([own]) => own === name);
}

function timmEfficientNet(prefix: string): Weights {
  return new Map(
    timmShapes().map(([name, shape], index) => [`${prefix}${name}`, filled(shape, index)]),
  );
}

function filled(shape: readonly number[], value: number): Tensor<"float32"> {
  const count = shape.reduce((product, size) => product * size, 1);
  return float32(shape, new Float32Array(count).fill(value));
}
