import { float32, type Tensor } from "../graph/tensor.ts";
import type { Random } from "../random.ts";
import type { ArchitectureName } from "./architecture.ts";
import { parameterShapes } from "./parameter-shapes.ts";
import type { Weights } from "./weights.ts";

/** How a tensor of some shape [outputs, inputs, ..] begins: a draw per number. */
type Draw = (shape: readonly number[]) => (random: Random) => number;

const zero: Draw = () => () => 0;
const one: Draw = () => () => 1;

function normal(deviation: number): Draw {
  return () => (random) => deviation * random.normal();
}

/**
 * Normal with variance 2 / fan, so that signals (fan in) or gradients (fan out) keep their size through ReLUs.
 * As in PyTorch a depthwise filter's fan out counts every output channel. He et al., "Delving Deep into
 * Rectifiers", ICCV 2015.
 */
function kaiming(fan: "in" | "out"): Draw {
  return ([outputs = 1, inputs = 1, ...kernel]) => {
    const taps = kernel.reduce((product, size) => product * size, 1);
    const deviation = Math.sqrt(2 / (taps * (fan === "in" ? inputs : outputs)));
    return (random) => deviation * random.normal();
  };
}

/** Uniform between -1 / √inputs and 1 / √inputs, PyTorch's default. */
function uniform([, ...inputs]: readonly number[]): (random: Random) => number {
  const bound = 1 / Math.sqrt(inputs.reduce((product, size) => product * size, 1));
  return (random) => bound * (2 * random.uniform() - 1);
}

/** How filters of convolutions begin, as torchvision and, for the ViT, timm have it. */
const FILTERS: Readonly<Record<ArchitectureName, Draw>> = {
  mobilenet_v2: kaiming("out"),
  densenet121: kaiming("in"),
  resnet18: kaiming("out"),
  resnet34: kaiming("out"),
  resnet50: kaiming("out"),
  efficientnet_b0: kaiming("out"),
  vit_tiny_patch16_224: uniform,
};

/**
 * Weights of a network up to its last map to train from scratch with, under its own names: batch and layer
 * norms 1 and 0 (mean 0, variance 1), biases 0, filters as torchvision draws them (normal with variance
 * 2 / fan out; DenseNet: 2 / fan in).
 *
 * ViT as timm: matrices and positions normal with deviation 0.02 (its truncation at ±2 is a hundred
 * deviations away), the class token with 1e-6, filters uniform within 1 / √inputs; their bias begins at 0,
 * where timm leaves a draw of PyTorch's.
 *
 * The same state of `random` gives the same weights.
 */
export function initialWeights(
  architecture: ArchitectureName,
  { channels = 3, random }: { readonly channels?: 1 | 3; readonly random: Random },
): Weights {
  const shapes = parameterShapes(architecture, channels);
  return new Map(
    [...shapes].map(([name, shape]) => [
      name,
      drawn(drawOf(architecture, name, shape), shape, random),
    ]),
  );
}

function drawOf(architecture: ArchitectureName, name: string, shape: readonly number[]): Draw {
  if (name.endsWith("cls_token")) return normal(1e-6);
  if (name.endsWith("pos_embed")) return normal(0.02);
  if (shape.length === 4) return FILTERS[architecture];
  if (shape.length === 2) return normal(0.02);
  return /(running_var|weight)$/.test(name) ? one : zero;
}

function drawn(draw: Draw, shape: readonly number[], random: Random): Tensor<"float32"> {
  const next = draw(shape);
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  for (let place = 0; place < data.length; place++) data[place] = next(random);
  return float32(shape, data);
}
