import { RefusedRadiographError } from "./errors.ts";

/** Decoded samples of 8 or 16 bits, interleaved: grey, grey and alpha, RGB, or RGB and alpha. */
export interface Raster {
  readonly samples: Uint8Array | Uint16Array;
  readonly rows: number;
  readonly columns: number;
  readonly channels: 1 | 2 | 3 | 4;
}

/**
 * How far apart the channels of a grey pixel may lie, in 8 bits; of 16 bits, 257 times as far.
 *
 * A grey image that was ever a colour JPEG or came from a colour scanner has chroma noise. Measured on
 * ChestX-ray14 images with up to 2 levels of noise per channel, saved as JPEG of quality 30 to 95 with and
 * without chroma subsampling: 9 at most. Skin, stained film and coloured marks lie far above.
 */
const GREY_TOLERANCE = 10;

/** The sample value that is white, and that is opaque. */
export function whiteOf({ samples }: Pick<Raster, "samples">): 255 | 65535 {
  return samples instanceof Uint16Array ? 65535 : 255;
}

/**
 * Reduces decoded samples to one grey value per pixel.
 *
 * Grey of a near-grey pixel is JPEG's own luma (ITU-R BT.601), so that a grey image in an RGB container
 * comes back unchanged. Transparent pixels are laid on black, the colour of no exposure, with a remark.
 */
export function greyOfRaster(raster: Raster, remarks: string[]): Float32Array {
  const { samples, channels } = raster;
  if (channels === 1) return Float32Array.from(samples.subarray(0, raster.rows * raster.columns));
  const white = whiteOf(raster);
  const tolerance = (GREY_TOLERANCE * white) / 255;
  const pixels = new Float32Array(raster.rows * raster.columns);
  const hasColour = channels >= 3;
  const alphaOffset = channels === 2 || channels === 4 ? channels - 1 : null;
  let transparent = 0;
  for (let pixel = 0, at = 0; pixel < pixels.length; pixel++, at += channels) {
    const alpha = alphaOffset === null ? white : (samples[at + alphaOffset] ?? 0);
    if (alpha === 0) {
      transparent++;
      continue; // what lies under a fully transparent pixel is arbitrary, even its colour
    }
    const red = samples[at] ?? 0;
    let grey = red;
    if (hasColour) {
      const green = samples[at + 1] ?? 0;
      const blue = samples[at + 2] ?? 0;
      if (red === green && red === blue && alpha === white) {
        pixels[pixel] = red; // what the arithmetic below gives, in almost all pixels there are
        continue;
      }
      const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
      if (spread > tolerance) throw coloured(raster, pixel, [red, green, blue]);
      grey = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    }
    if (alpha < white) transparent++;
    pixels[pixel] = (grey * alpha) / white;
  }
  if (transparent > 0) remarks.push(`${transparent} transparent pixels were laid on black.`);
  return pixels;
}

/** The error for an image with colour; names the first pixel that has it. */
function coloured(
  { columns }: Raster,
  pixel: number,
  value: readonly number[],
): RefusedRadiographError {
  const row = Math.floor(pixel / columns);
  const column = pixel % columns;
  return new RefusedRadiographError(
    "COLOUR_IMAGE",
    `the pixel at row ${row}, column ${column} is coloured (red, green, blue = ${value.join(", ")}); radiographs are grey. Pass the original radiograph without coloured marks.`,
    { row, column, value },
  );
}
