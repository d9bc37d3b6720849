import type { ImageSize } from "../../radiograph/resize.ts";
import type { Random } from "../../random.ts";
import { type Affine, compose, IDENTITY } from "./affine.ts";
import { drawBlur } from "./blur.ts";
import { drawBrightness } from "./brightness.ts";
import { drawContrast } from "./contrast.ts";
import { drawCrop } from "./crop.ts";
import { cutOut } from "./cutout.ts";
import { drawHorizontalFlip } from "./flip.ts";
import { drawGamma } from "./gamma.ts";
import { changeIntensity } from "./intensity.ts";
import { filterSymmetric } from "./kernel.ts";
import { addNoise } from "./noise.ts";
import { drawRotation } from "./rotation.ts";
import { drawScale } from "./scale.ts";
import type { AugmentationSettings } from "./settings.ts";
import { drawSharpness } from "./sharpness.ts";
import { drawTranslation } from "./translation.ts";
import { warp } from "./warp.ts";

/**
 * One random variation of a radiograph, as settings allow, at the size that the network takes.
 *
 * In the order in which a radiograph comes about: the patient's pose and the optics before the detector's
 * curve, its noise last. Softness or sharpness at the size of `source` (with both set, one or the other, by
 * a coin); pose and size in one interpolation; greys by one curve; noise; cutout. Mixup concerns a whole
 * batch: `mixPairs`. With no settings this is the enlargement that the reading graph does by Resize.
 *
 * @param grey `source` rows x columns of grey from 0 to 1; stays as it is.
 * @param random decides everything: the same state gives the same bytes.
 * @param output filled and returned; made if it is not given.
 * @returns `target` rows x columns of grey from 0 to 1.
 */
export function augment(
  grey: Float32Array,
  source: ImageSize,
  target: ImageSize,
  settings: AugmentationSettings,
  random: Random,
  output: Float32Array = new Float32Array(target.rows * target.columns),
): Float32Array {
  warp(focus(grey, source, settings, random), source, target, pose(settings, random), output);
  const { gamma, contrast, brightness, noise, cutout } = settings;
  if (gamma || contrast || brightness) {
    changeIntensity(output, {
      gamma: gamma ? drawGamma(gamma, random) : 1,
      contrast: contrast ? drawContrast(contrast, random) : 1,
      brightness: brightness ? drawBrightness(brightness, random) : 0,
    });
  }
  if (noise) {
    addNoise(output, noise, random);
    clamp(output);
  }
  if (cutout) cutOut(output, target, cutout, random);
  return output;
}

/** A softer or a sharper image, or the same one. */
function focus(
  grey: Float32Array,
  size: ImageSize,
  { blur, sharpness }: AugmentationSettings,
  random: Random,
): Float32Array {
  if (!blur && !sharpness) return grey;
  const isBlurred = blur && (!sharpness || random.uniform() < 0.5);
  const kernel = isBlurred ? drawBlur(blur, random) : drawSharpness(sharpness ?? 0, random);
  if (kernel.length === 1) return grey;
  const filtered = filterSymmetric(grey, size, kernel);
  clamp(filtered);
  return filtered;
}

/** All that moves pixels, as one map. */
function pose(settings: AugmentationSettings, random: Random): Affine {
  const { rotation, translation, scale, crop, horizontalFlip } = settings;
  let map = IDENTITY;
  if (crop) map = compose(map, drawCrop(crop, random));
  if (scale) map = compose(map, drawScale(scale, random));
  if (rotation) map = compose(map, drawRotation(rotation, random));
  if (translation) map = compose(map, drawTranslation(translation, random));
  if (horizontalFlip) map = compose(map, drawHorizontalFlip(horizontalFlip, random));
  return map;
}

function clamp(grey: Float32Array): void {
  for (let index = 0; index < grey.length; index++) {
    grey[index] = Math.min(Math.max(grey[index] ?? 0, 0), 1);
  }
}
