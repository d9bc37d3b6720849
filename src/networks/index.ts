/**
 * Networks as graph builders, their first weights, and weights from safetensors and PyTorch
 * checkpoints.
 *
 * @module
 */
export {
  ARCHITECTURES,
  type Architecture,
  type ArchitectureName,
  buildFeatures,
  type FeatureNetwork,
  featureCount,
  greyInput,
} from "./architecture.ts";
export type { FeatureOptions, OutputStride, Padding } from "./blocks.ts";
export { linearClassifier } from "./classifier.ts";
export { densenet121Features } from "./densenet.ts";
export { efficientNetB0Features } from "./efficientnet.ts";
export { WeightsError, type WeightsErrorCode } from "./errors.ts";
export {
  type FoundNetwork,
  findNetwork,
  type LinearLayer,
  refuseLeftOver,
} from "./find-network.ts";
export { initialWeights } from "./initialize.ts";
export { INPUT_RANGES, type InputRange, isGreyRange } from "./input-range.ts";
export { mobileNetV2, mobileNetV2Features } from "./mobilenet-v2.ts";
export { parameterShapes } from "./parameter-shapes.ts";
export { readWeights } from "./read-weights.ts";
export { type ResNetDepth, resnetFeatures } from "./resnet.ts";
export { readSafetensors, type SafetensorsFile, writeSafetensors } from "./safetensors.ts";
export { stageCount, stageOf, stages } from "./stages.ts";
export { vitTinyClassLogits, vitTinyFeatures } from "./vit.ts";
export { parameter, type Weights, weight } from "./weights.ts";
