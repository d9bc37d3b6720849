import type { Point } from "../geometry/affine.ts";
import type { ViewerImage } from "../grey/viewer-image.ts";

/** What can be measured, and by how many points. */
export const POINTS_OF = { length: 2, angle: 3, ratio: 4, statistics: 2 } as const;

/** What can be measured. */
export type MeasurementKind = keyof typeof POINTS_OF;

/** Something measured on an image, in its pixels; (0, 0) is the outer corner of the first. */
export interface Measurement {
  readonly id: string;
  readonly kind: MeasurementKind;
  readonly points: readonly Point[];
}

/** A distance, in pixels where the file does not say how large they are. */
export interface Distance {
  readonly value: number;
  readonly unit: "millimetres" | "pixels";
}

/** The distance between two points. */
export function distanceBetween(
  [fromX, fromY]: Point,
  [toX, toY]: Point,
  { pixelSpacing }: Pick<ViewerImage, "pixelSpacing">,
): Distance {
  const [down, across] = pixelSpacing ?? [1, 1];
  const value = Math.hypot((toX - fromX) * across, (toY - fromY) * down);
  return { value, unit: pixelSpacing ? "millimetres" : "pixels" };
}

/** The angle at the second of three points, in degrees from 0 to 180. */
export function angleAt(
  [first, corner, last]: readonly [Point, Point, Point],
  { pixelSize }: Pick<ViewerImage, "pixelSize">,
): number {
  const direction = ([x, y]: Point) =>
    Math.atan2((y - corner[1]) * pixelSize[1], (x - corner[0]) * pixelSize[0]);
  const degrees = Math.abs(direction(first) - direction(last)) * (180 / Math.PI);
  return degrees > 180 ? 360 - degrees : degrees;
}

/** Width of the heart as share of the inner width of the chest; null as long as the chest has none. */
export function cardiothoracicRatio(
  [heartFrom, heartTo, chestFrom, chestTo]: readonly [Point, Point, Point, Point],
  image: Pick<ViewerImage, "pixelSpacing">,
): number | null {
  const chest = distanceBetween(chestFrom, chestTo, image).value;
  return chest === 0 ? null : distanceBetween(heartFrom, heartTo, image).value / chest;
}

/** Values within a box: in the file's units, or greys where a table makes them (see `areGreys`). */
export interface Statistics {
  readonly mean: number;
  readonly deviation: number;
  readonly lowest: number;
  readonly highest: number;
  readonly count: number;
}

/**
 * Statistics of the pixels whose centre lies in the box between two corners, without those outside the image; null if
 * there are none.
 */
export function statisticsBetween(from: Point, to: Point, image: ViewerImage): Statistics | null {
  const { pixels, rows, columns, slope, intercept, padding } = image;
  const [left, right] = pixelsBetween(from[0], to[0], columns);
  const [top, bottom] = pixelsBetween(from[1], to[1], rows);
  let count = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let squares = 0;
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const pixel = pixels[row * columns + column] ?? 0;
      if (pixel === padding) continue;
      count += 1;
      lowest = Math.min(lowest, pixel);
      highest = Math.max(highest, pixel);
      sum += pixel;
      squares += pixel * pixel;
    }
  }
  if (count === 0) return null;
  const mean = sum / count;
  return {
    mean: slope * mean + intercept,
    deviation: slope * Math.sqrt(Math.max(0, squares / count - mean * mean)),
    lowest: slope * lowest + intercept,
    highest: slope * highest + intercept,
    count,
  };
}

/** First pixel and the one after the last whose centres lie between two places. */
function pixelsBetween(one: number, other: number, size: number): readonly [number, number] {
  const first = Math.ceil(Math.min(one, other) - 0.5);
  const end = Math.floor(Math.max(one, other) - 0.5) + 1;
  return [Math.max(0, first), Math.min(size, end)];
}
