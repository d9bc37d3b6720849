export { buildFeatures, type FeatureNetwork, featureCount, greyInput } from "./architecture.ts";
export type { Padding } from "./blocks.ts";
export { WeightsError, type WeightsErrorCode } from "./errors.ts";
export { type MobileNetV2Options, mobileNetV2, mobileNetV2Features } from "./mobilenet-v2.ts";
export { readSafetensors, type SafetensorsFile, writeSafetensors } from "./safetensors.ts";
export { parameter, type Weights, weight } from "./weights.ts";
