import { RefusedRadiographError } from "./errors.ts";
import { applyVoi } from "./grey.ts";
import type { Radiograph, Voi } from "./radiograph.ts";

/** The smallest and largest value of an image. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** The range of an image's values without padding; an image of one value only is refused. */
export function valueRange(pixels: Float32Array, padding: Radiograph["padding"]): ValueRange {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < pixels.length; index++) {
    const value = pixels[index] ?? 0;
    if (padding !== null && value >= padding.low && value <= padding.high) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low < high) return { low, high };
  throw new RefusedRadiographError(
    "ZERO_CONTRAST",
    low === high
      ? `every pixel has the value ${low}, so there is nothing to see. Export the radiograph again.`
      : "every pixel is padding, so there is nothing to see. Export the radiograph again.",
    { value: low === high ? low : null },
  );
}

/** Windows rise from end to end, but a table may end as it begins. */
const SAMPLES = 1025;

/** Refuses a window or table that shows all values of the image as one grey. */
export function requireVisible(range: ValueRange, voi: Voi): void {
  const values = Float32Array.from({ length: SAMPLES }, (_, index) => {
    return range.low + ((range.high - range.low) * index) / (SAMPLES - 1);
  });
  const shown = new Float32Array(SAMPLES);
  applyVoi(values, voi, shown);
  if (shown.some((grey) => grey !== shown[0])) return;
  throw new RefusedRadiographError(
    "ZERO_CONTRAST",
    `the image's values, ${range.low} to ${range.high}, lie outside its own window, so all of it shows as one grey. Correct WindowCenter (0028,1050) and WindowWidth (0028,1051), or the VOI LUT Sequence (0028,3010).`,
    { range, voi },
  );
}
