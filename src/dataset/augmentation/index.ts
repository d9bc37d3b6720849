/**
 * How radiographs are varied while a network learns; `augment` draws from a seeded `Random`.
 *
 * @module
 */
export { Random } from "../../random.ts";
export { augment } from "./augment.ts";
export { mixPairs } from "./mixup.ts";
export { AugmentationSchema, type AugmentationSettings, checkAugmentation } from "./settings.ts";
