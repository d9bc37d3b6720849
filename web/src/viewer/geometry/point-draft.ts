import type { Point } from "./affine.ts";

/** Points that somebody is placing, in pixels of the image. */
export interface PointDraft {
  readonly points: readonly Point[];
  /** Where the next one would be. */
  readonly next: Point | null;
}

/** Nothing is placed yet. */
export const NO_POINTS: PointDraft = { points: [], next: null };

/** With a point placed; one on the spot of the last counts as the same. */
export function withPoint({ points }: PointDraft, point: Point): PointDraft {
  const last = points.at(-1);
  const isSame = last !== undefined && last[0] === point[0] && last[1] === point[1];
  return { points: isSame ? points : [...points, point], next: point };
}

/** A point within an image. */
export function within(
  [x, y]: Point,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): Point {
  return [Math.min(columns, Math.max(0, x)), Math.min(rows, Math.max(0, y))];
}

/** Some of several points moved together, as far as all of them stay within an image; the others stay. */
export function movedWithin(
  points: readonly Point[],
  moving: readonly number[],
  [across, down]: Point,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): readonly Point[] {
  const moved = points.filter((_, index) => moving.includes(index));
  const x = distanceWithin(
    moved.map(([x]) => x),
    across,
    columns,
  );
  const y = distanceWithin(
    moved.map(([, y]) => y),
    down,
    rows,
  );
  return points.map(
    (point, index): Point => (moving.includes(index) ? [point[0] + x, point[1] + y] : point),
  );
}

/** How much of a distance places can go so that all stay between 0 and a size. */
function distanceWithin(places: readonly number[], distance: number, size: number): number {
  return Math.min(size - Math.max(...places), Math.max(-Math.min(...places), distance));
}

/** What reckoning with places of the screen may add to a whole pixel. */
const ROUNDING = 1e-6;

/** Left, top, right and bottom of the box between two corners, in whole pixels, at least one wide and high. */
export function boxBetween(
  [fromX, fromY]: Point,
  [toX, toY]: Point,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): readonly [left: number, top: number, right: number, bottom: number] {
  const side = (one: number, other: number, size: number) => {
    const first = Math.floor(Math.min(one, other) + ROUNDING);
    const low = Math.min(size - 1, Math.max(0, first));
    const end = Math.ceil(Math.max(one, other) - ROUNDING);
    return [low, Math.min(size, Math.max(low + 1, end))] as const;
  };
  const [left, right] = side(fromX, toX, columns);
  const [top, bottom] = side(fromY, toY, rows);
  return [left, top, right, bottom];
}
