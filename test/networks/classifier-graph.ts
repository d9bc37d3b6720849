import { float32, Graph, type Value, writeOnnx } from "../../src/graph/index.ts";
import {
  ARCHITECTURES,
  type ArchitectureName,
  type FeatureOptions,
  linearClassifier,
  parameterShapes,
  vitTinyClassLogits,
  type Weights,
} from "../../src/networks/index.ts";
import { createSession } from "../../src/runtime/index.node.ts";
import { densenet121Shapes } from "./densenet-shapes.ts";
import { formulaValues, formulaWeights } from "./formula-weights.ts";
import { resnetShapes } from "./resnet-shapes.ts";

/** The networks that are compared with torchvision here, and names and shapes of all their tensors. */
export const NETWORKS = {
  densenet121: { shapes: densenet121Shapes },
  resnet18: { shapes: shapesOf(18) },
  resnet34: { shapes: shapesOf(34) },
  resnet50: { shapes: shapesOf(50) },
  efficientnet_b0: { shapes: ownShapes("efficientnet_b0") },
  vit_tiny_patch16_224: { shapes: ownShapes("vit_tiny_patch16_224") },
} as const;

/** One comparison; the Python script has the same names. */
export interface NetworkSetting {
  readonly network: keyof typeof NETWORKS;
  readonly size: number;
  /** Where the image is no square. */
  readonly columns?: number;
  readonly channels: 1 | 3;
  readonly stride: NonNullable<FeatureOptions["outputStride"]>;
}

/** Outputs and images of every comparison. */
export const CLASSES = 14;
const IMAGES = 2;

/** The network with weights and images by formula: its logits and the shape of its last map. */
export async function run(setting: NetworkSetting): Promise<{
  readonly logits: ArrayLike<number>;
  readonly mapShape: readonly (number | string)[];
}> {
  let mapShape: readonly (number | string)[] = [];
  const { features, classifier } = ARCHITECTURES[setting.network];
  const logits = await evaluate(setting, (x, weights) => {
    const maps = features(x, weights, { outputStride: setting.stride });
    mapShape = maps.shape.with(0, IMAGES);
    return linearClassifier(maps, weights, classifier, CLASSES);
  });
  return { logits, mapShape };
}

/** Logits that timm's ViT-Tiny has of its class token. */
export function runClassToken(setting: NetworkSetting): Promise<ArrayLike<number>> {
  return evaluate(setting, (x, weights) => vitTinyClassLogits(x, weights, CLASSES));
}

async function evaluate(
  { network, size, columns = size, channels }: NetworkSetting,
  build: (x: Value, weights: Weights) => Value,
): Promise<ArrayLike<number>> {
  const graph = new Graph(network);
  const shape = [IMAGES, channels, size, columns];
  const x = graph.input("images", ["batch", channels, size, columns]);
  graph.output("logits", build(x, formulaWeights(NETWORKS[network].shapes(CLASSES, channels))));
  const images = float32(shape, formulaValues("input", shape));
  const session = await createSession(writeOnnx(graph), { threads: 2 });
  const { logits } = await session.run({ images });
  await session.release();
  return logits?.data ?? [];
}

function shapesOf(depth: 18 | 34 | 50) {
  return (classes: number, channels: number) => resnetShapes(depth, classes, channels);
}

/** What the network itself asks for; the comparison with torchvision's listing is in test/interop. */
function ownShapes(network: ArchitectureName) {
  const { classifier, featureCount } = ARCHITECTURES[network];
  return (classes: number, channels: 1 | 3): Record<string, readonly number[]> => ({
    ...Object.fromEntries(parameterShapes(network, channels)),
    [`${classifier}.weight`]: [classes, featureCount],
    [`${classifier}.bias`]: [classes],
  });
}
