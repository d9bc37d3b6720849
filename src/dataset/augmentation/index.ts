/** Random variations of radiographs; `augment` draws them from a seeded `Random`. */
export { Random } from "../../random.ts";
export { augment } from "./augment.ts";
export { mixPairs } from "./mixup.ts";
export { AugmentationSchema, type AugmentationSettings, checkAugmentation } from "./settings.ts";
