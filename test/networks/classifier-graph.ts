import { float32, Graph, type Tensor, writeOnnx } from "../../src/graph/index.ts";
import {
  ARCHITECTURES,
  type FeatureOptions,
  linearClassifier,
  type Weights,
} from "../../src/networks/index.ts";
import { createSession } from "../../src/runtime/index.node.ts";
import { densenet121Shapes } from "./densenet-shapes.ts";
import { formulaValues, formulaWeights } from "./formula-weights.ts";
import { resnetShapes } from "./resnet-shapes.ts";

/** The networks that are compared with torchvision here, and where their classifiers are. */
export const NETWORKS = {
  densenet121: { shapes: densenet121Shapes, classifier: "classifier" },
  resnet18: { shapes: shapesOf(18), classifier: "fc" },
  resnet50: { shapes: shapesOf(50), classifier: "fc" },
} as const;

/** One comparison; the Python script has the same names. */
export interface NetworkSetting {
  readonly network: keyof typeof NETWORKS;
  readonly size: number;
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
  const { network, size, channels, stride } = setting;
  const { shapes, classifier } = NETWORKS[network];
  const weights: Weights = formulaWeights(shapes(CLASSES, channels));
  const graph = new Graph(network);
  const shape = [IMAGES, channels, size, size];
  const x = graph.input("images", shape);
  const maps = ARCHITECTURES[network].features(x, weights, { outputStride: stride });
  graph.output("logits", linearClassifier(maps, weights, classifier, CLASSES));
  const images: Tensor<"float32"> = float32(shape, formulaValues("input", shape));
  const session = await createSession(writeOnnx(graph), { threads: 2 });
  const { logits } = await session.run({ images });
  await session.release();
  return { logits: logits?.data ?? [], mapShape: maps.shape };
}

function shapesOf(depth: 18 | 50) {
  return (classes: number, channels: number) => resnetShapes(depth, classes, channels);
}
