import { lookUp, type ModalityLut, type PixelLayout, storedRange } from "../dicom/index.ts";
import type { ValueRange } from "./contrast.ts";
import type { Radiograph } from "./radiograph.ts";

/** Marks padding among the entries of a table, which are never negative. */
const TABLE_PADDING = -1;

/** The first step of the one order of grey values: stored values become values of the modality. */
export function applyModalityLut(
  stored: Int32Array,
  lut: ModalityLut,
  storedPadding: ValueRange | null,
): Pick<Radiograph, "pixels" | "padding"> {
  const pixels = new Float32Array(stored.length);
  if (lut.kind === "table") {
    for (let index = 0; index < pixels.length; index++) {
      const value = stored[index] ?? 0;
      pixels[index] = isWithin(value, storedPadding) ? TABLE_PADDING : lookUp(lut.table, value);
    }
    return { pixels, padding: storedPadding && { low: TABLE_PADDING, high: TABLE_PADDING } };
  }
  const { slope, intercept } = lut;
  for (let index = 0; index < pixels.length; index++) {
    pixels[index] = (stored[index] ?? 0) * slope + intercept;
  }
  return { pixels, padding: storedPadding && rescaleRange(storedPadding, slope, intercept) };
}

/**
 * The grey range of an image without window or table, which the standard leaves to the viewer.
 *
 * Images of up to 8 bits have been brought to grey levels already, as a PNG's have: their full range
 * counts. Deeper ones rarely fill their bits: the range of their own values counts, without padding.
 */
export function rangeWithoutVoi(
  layout: PixelLayout,
  lut: ModalityLut,
  present: ValueRange,
  warnings: string[],
): ValueRange {
  if (lut.kind === "table" && lut.table.highest <= 255) return { low: 0, high: lut.table.highest };
  if (lut.kind === "rescale" && layout.bitsStored <= 8) {
    return rescaleRange(storedRange(layout), lut.slope, lut.intercept);
  }
  warnings.push(
    `No window is given (0028,1050); the image's own range is shown, ${present.low} to ${present.high}.`,
  );
  return present;
}

/** A range of stored values after the modality LUT, rounded as the pixels are, so that ends compare equal. */
function rescaleRange(range: ValueRange, slope: number, intercept: number): ValueRange {
  const ends = [range.low, range.high].map((value) => Math.fround(value * slope + intercept));
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/** Whether a value marks padding. */
function isWithin(value: number, range: ValueRange | null): boolean {
  return range !== null && value >= range.low && value <= range.high;
}
