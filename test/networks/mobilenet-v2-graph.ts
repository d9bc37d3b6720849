import { linearGradCam } from "../../src/explanation/index.ts";
import { float32, Graph, type Tensor } from "../../src/graph/index.ts";
import {
  type FeatureOptions,
  mobileNetV2,
  mobileNetV2Features,
  type Weights,
  weight,
} from "../../src/networks/index.ts";
import { formulaValues } from "./formula-weights.ts";

/** Classes, images and values of every comparison with PyTorch. */
export const CLASSES = 14;
export const IMAGES = 3;

/** Colour images by formula, the same that the Python script makes. */
export function formulaImages(size: number): Tensor<"float32"> {
  const shape = [IMAGES, 3, size, size];
  return float32(shape, formulaValues("input", shape));
}

/** MobileNetV2 with logits and Grad-CAM of its last map as outputs. */
export function gradCamGraph(size: number, weights: Weights, options: FeatureOptions): Graph {
  const graph = new Graph("mobilenet_v2");
  const images = graph.input("images", ["batch", 3, size, size]);
  const classifier = weight(weights, "classifier.1.weight", [CLASSES, 1280]);
  const maps = mobileNetV2Features(images, weights, options);
  graph.output("maps", linearGradCam(maps, classifier));
  return graph;
}

/** MobileNetV2 as torchvision has it: images to logits. */
export function logitsGraph(size: number, weights: Weights, options: FeatureOptions): Graph {
  const graph = new Graph("mobilenet_v2");
  const images = graph.input("images", ["batch", 3, size, size]);
  graph.output("logits", mobileNetV2(images, weights, CLASSES, options));
  return graph;
}
