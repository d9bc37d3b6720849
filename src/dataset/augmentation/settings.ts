import Type, { type Static } from "typebox";
import { Errors } from "typebox/schema";
import { DatasetError } from "../errors.ts";
import { BLUR_RANGE } from "./blur.ts";
import { BRIGHTNESS_RANGE } from "./brightness.ts";
import { CONTRAST_RANGE } from "./contrast.ts";
import { CROP_RANGE } from "./crop.ts";
import { CUTOUT_RANGE } from "./cutout.ts";
import { HORIZONTAL_FLIP_RANGE } from "./flip.ts";
import { GAMMA_RANGE } from "./gamma.ts";
import { ALPHA_RANGE } from "./mixup.ts";
import { NOISE_RANGE } from "./noise.ts";
import { ROTATION_RANGE } from "./rotation.ts";
import { SCALE_RANGE } from "./scale.ts";
import { SHARPNESS_RANGE } from "./sharpness.ts";
import { TRANSLATION_RANGE } from "./translation.ts";

/** An entry that may be left out. */
function limit(range: { readonly minimum: number; readonly maximum: number }) {
  return Type.Optional(Type.Number(range));
}

/** The part of a recipe that says how radiographs are varied. What is left out, or 0, is off. */
export const AugmentationSchema = Type.Object(
  {
    rotation: limit(ROTATION_RANGE),
    translation: limit(TRANSLATION_RANGE),
    scale: limit(SCALE_RANGE),
    crop: limit(CROP_RANGE),
    horizontalFlip: limit(HORIZONTAL_FLIP_RANGE),
    blur: limit(BLUR_RANGE),
    sharpness: limit(SHARPNESS_RANGE),
    brightness: limit(BRIGHTNESS_RANGE),
    contrast: limit(CONTRAST_RANGE),
    gamma: limit(GAMMA_RANGE),
    noise: limit(NOISE_RANGE),
    cutout: limit(CUTOUT_RANGE),
    mixup: Type.Optional(
      Type.Object({ alpha: Type.Number(ALPHA_RANGE) }, { additionalProperties: false }),
    ),
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
