/**
 * How radiographs are varied while a network learns.
 *
 * @module
 */
export { augment } from "./augment.ts";
export { mixPairs } from "./mixup.ts";
export { AugmentationSchema, type AugmentationSettings, checkAugmentation } from "./settings.ts";
