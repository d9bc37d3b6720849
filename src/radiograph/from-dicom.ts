import {
  checkPresentationShape,
  decodeFrame,
  type PixelLayout,
  parsePart10,
  type Rescale,
  readAttributes,
  readPadding,
  readPixelLayout,
  readPixelSpacing,
  readRescale,
  readWindow,
  requirePixelData,
  storedRange,
} from "../dicom/index.ts";
import { requireChestRadiograph, viewOf } from "./chest.ts";
import { requireVisible, type ValueRange, valueRange } from "./contrast.ts";
import type { Decoders } from "./decoders.ts";
import type { RadiographContent } from "./from-raster.ts";
import type { Voi } from "./radiograph.ts";
import { checkSize } from "./size.ts";

/**
 * Reads a DICOM file. Attributes are checked in the order in which they tell most: is it an image, of a
 * chest, of a plausible size, with grey values that are understood; only then are pixels decoded.
 */
export async function readDicom(bytes: Uint8Array, decoders: Decoders): Promise<RadiographContent> {
  const warnings: string[] = [];
  const object = parsePart10(bytes);
  requirePixelData(object);
  const attributes = readAttributes(object);
  requireChestRadiograph(attributes, warnings);
  const layout = readPixelLayout(object);
  checkSize(layout.rows, layout.columns);
  const rescale = readRescale(object);
  const window = readWindow(object, warnings);
  const storedPadding = readPadding(object, layout);
  const padding = storedPadding && rescaleRange(storedPadding, rescale);
  checkPresentationShape(object, layout, warnings);
  if (layout.frames > 1) warnings.push(`Of ${layout.frames} frames the first is read.`);

  const pixels = applyRescale(await decodeFrame(object, layout, 0, decoders.pixelCodecs), rescale);
  const present = valueRange(pixels, padding);
  const voi = window ?? rangeWithoutWindow(layout, rescale, present, warnings);
  requireVisible(present, voi);
  return {
    pixels,
    rows: layout.rows,
    columns: layout.columns,
    voi,
    photometric: layout.photometric,
    padding,
    frame: 0,
    view: viewOf(attributes),
    pixelSpacing: readPixelSpacing(object),
    warnings,
    attributes,
  };
}

/** Applies the modality LUT. */
function applyRescale(stored: Int32Array, { slope, intercept }: Rescale): Float32Array {
  const pixels = new Float32Array(stored.length);
  for (let index = 0; index < pixels.length; index++) {
    pixels[index] = (stored[index] ?? 0) * slope + intercept;
  }
  return pixels;
}

/** A range of stored values after the modality LUT, rounded as the pixels are, so that ends compare equal. */
function rescaleRange(range: ValueRange, { slope, intercept }: Rescale): ValueRange {
  const ends = [range.low, range.high].map((value) => Math.fround(value * slope + intercept));
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/**
 * The grey range of an image without window, which the standard leaves to the viewer.
 *
 * Images of up to 8 bits have been brought to grey levels already, as a PNG's have: their full range
 * counts. Deeper ones rarely fill their bits: the range of their own values counts, without padding.
 */
function rangeWithoutWindow(
  layout: PixelLayout,
  rescale: Rescale,
  present: ValueRange,
  warnings: string[],
): Voi {
  if (layout.bitsStored <= 8) {
    return { kind: "range", ...rescaleRange(storedRange(layout), rescale) };
  }
  warnings.push(
    `No window is given (0028,1050); the image's own range is shown, ${present.low} to ${present.high}.`,
  );
  return { kind: "range", ...present };
}
