import { pixelsWithin, type Raster } from "./raster.ts";
import { length, subtract, type Vector } from "./vector.ts";

/** A point on the centre line of a thin round tube. */
export interface TubePoint extends Vector {
  readonly radius: number;
}

/** A direction in the picture plane. */
type Direction = readonly [x: number, y: number];

/**
 * Adds the path through a thin round tube (a vessel, a bronchus), times a weight, to a raster.
 *
 * Between two points the path is the chord of a tapering cylinder, longer where it runs along the ray.
 * Pixels are shared out between neighbouring pieces at the bisector of their bend. A tube thinner than a
 * pixel is drawn wider and fainter, with the same volume.
 */
export function addTube(raster: Raster, points: readonly TubePoint[], weight: number): void {
  for (let index = 0; index + 1 < points.length; index++) {
    const from = points[index];
    const to = points[index + 1];
    if (from === undefined || to === undefined) continue;
    const direction = directionOf(from, to);
    const before = points[index - 1];
    const after = points[index + 2];
    const start = before === undefined ? direction : bisector(directionOf(before, from), direction);
    const end = after === undefined ? direction : bisector(direction, directionOf(to, after));
    addPiece(raster, from, to, start, end, weight);
  }
}

function directionOf(from: Vector, to: Vector): Direction {
  const size = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return [(to.x - from.x) / size, (to.y - from.y) / size];
}

function bisector(a: Direction, b: Direction): Direction {
  return [a[0] + b[0], a[1] + b[1]];
}

/** Adds one straight piece, from the line across `start` to the line across `end`. */
function addPiece(
  raster: Raster,
  from: TubePoint,
  to: TubePoint,
  start: Direction,
  end: Direction,
  weight: number,
): void {
  const flat = Math.max(1e-3, Math.hypot(to.x - from.x, to.y - from.y));
  const long = length(subtract(to, from));
  const [alongX, alongY] = directionOf(from, to);
  const least = 0.6 * raster.spacing;
  const reach = Math.max(from.radius, to.radius, least);
  const range = pixelsWithin(
    raster,
    Math.min(from.x, to.x) - reach,
    Math.min(from.y, to.y) - reach,
    Math.max(from.x, to.x) + reach,
    Math.max(from.y, to.y) + reach,
  );
  for (let row = range.firstRow; row < range.endRow; row++) {
    const dy = raster.top + row * raster.spacing - from.y;
    for (let column = range.firstColumn; column < range.endColumn; column++) {
      const dx = raster.left + column * raster.spacing - from.x;
      if (dx * start[0] + dy * start[1] < 0) continue;
      if ((dx + from.x - to.x) * end[0] + (dy + from.y - to.y) * end[1] >= 0) continue;
      const share = Math.min(1, Math.max(0, (dx * alongX + dy * alongY) / flat));
      const radius = from.radius + (to.radius - from.radius) * share;
      const drawn = Math.max(radius, least);
      const aside = dx * alongY - dy * alongX;
      const square = drawn * drawn - aside * aside;
      if (square <= 0) continue;
      const chord = 2 * Math.sqrt(square) * (radius / drawn) ** 2;
      const path = Math.min((chord * long) / flat, chord + long);
      const index = row * raster.columns + column;
      raster.values[index] = (raster.values[index] ?? 0) + weight * path;
    }
  }
}
