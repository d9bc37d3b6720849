import Type, { type Static } from "typebox";
import { Errors } from "typebox/schema";
import { DatasetError } from "../errors.ts";
import { Blur } from "./blur.ts";
import { Brightness } from "./brightness.ts";
import { Contrast } from "./contrast.ts";
import { Crop } from "./crop.ts";
import { Cutout } from "./cutout.ts";
import { HorizontalFlip } from "./flip.ts";
import { Gamma } from "./gamma.ts";
import { Mixup } from "./mixup.ts";
import { Noise } from "./noise.ts";
import { Rotation } from "./rotation.ts";
import { Scale } from "./scale.ts";
import { Sharpness } from "./sharpness.ts";
import { Translation } from "./translation.ts";

/** The part of a recipe that says how radiographs are varied. What is left out, or 0, is off. */
export const AugmentationSchema = Type.Object(
  {
    rotation: Type.Optional(Rotation),
    translation: Type.Optional(Translation),
    scale: Type.Optional(Scale),
    crop: Type.Optional(Crop),
    horizontalFlip: Type.Optional(HorizontalFlip),
    blur: Type.Optional(Blur),
    sharpness: Type.Optional(Sharpness),
    brightness: Type.Optional(Brightness),
    contrast: Type.Optional(Contrast),
    gamma: Type.Optional(Gamma),
    noise: Type.Optional(Noise),
    cutout: Type.Optional(Cutout),
    mixup: Type.Optional(Mixup),
  },
  { additionalProperties: false },
);

/**
 * How far radiographs are varied in training. Each entry is the limit up to which its variation is drawn,
 * in the unit that its own file names; entries left out are off.
 */
export type AugmentationSettings = Static<typeof AugmentationSchema>;

/** @throws DatasetError `AUGMENTATION_INVALID` naming the setting that is unknown or out of its range. */
export function checkAugmentation(settings: AugmentationSettings): void {
  const [, [problem]] = Errors(AugmentationSchema, settings);
  if (problem === undefined) return;
  const setting = problem.instancePath.slice(1) || "the settings";
  throw new DatasetError(
    "AUGMENTATION_INVALID",
    `augmentation: ${setting} ${problem.message}. See docs/augmentation.md for every setting and its range.`,
    { setting, settings },
  );
}
