/** A box in shares of the image's width and height, 0 to 1 from its top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A raster over the whole image, row by row from the top left: not 0 where the finding is. */
export interface Mask {
  readonly rows: number;
  readonly columns: number;
  readonly data: Uint8Array;
}

/** Where a reader saw a finding. Several of one radiograph and finding count together, as their union. */
export type Shape = { readonly box: Box } | { readonly mask: Mask };

/** A point in shares of the image's width and height. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Points a side of the grid that areas are counted on. */
export const GRID = 512;

/**
 * The union of shapes as GRID x GRID points over the whole image, 1 where the finding is: a point lies at the
 * middle of its cell of the grid, and belongs to a box if it lies in it, to a mask if the mask's pixel there does.
 *
 * Shares of areas are the same on a stretched image, so a square grid serves images that are not square.
 * Pictures ask for another grid, of `rows` and `columns`.
 */
export function rasterize(shapes: readonly Shape[], rows = GRID, columns = GRID): Uint8Array {
  const raster = { rows, columns, data: new Uint8Array(rows * columns) };
  for (const shape of shapes) {
    if ("mask" in shape) drawMask(raster, shape.mask);
    else drawBox(raster, shape.box);
  }
  return raster.data;
}

/** The first of some points at or after a place: that of index i lies at (i + 1/2) / points. */
function firstPoint(place: number, points: number): number {
  return Math.min(Math.max(Math.ceil(place * points - 0.5), 0), points);
}

function drawBox({ rows, columns, data }: Mask, { left, top, right, bottom }: Box): void {
  const [from, to] = [firstPoint(left, columns), firstPoint(right, columns)];
  for (let row = firstPoint(top, rows); row < firstPoint(bottom, rows); row++)
    data.fill(1, row * columns + from, row * columns + to);
}

function drawMask(raster: Mask, mask: Mask): void {
  for (let row = 0; row < raster.rows; row++) {
    const start = Math.floor(((row + 0.5) * mask.rows) / raster.rows) * mask.columns;
    for (let column = 0; column < raster.columns; column++) {
      const across = Math.floor(((column + 0.5) * mask.columns) / raster.columns);
      if (mask.data[start + across] !== 0) raster.data[row * raster.columns + column] = 1;
    }
  }
}

/** The box around shapes; null around none, or around masks without a pixel. */
export function boxAround(shapes: readonly Shape[]): Box | null {
  const boxes = shapes.flatMap((shape) => {
    const box = "box" in shape ? shape.box : boxAroundMask(shape.mask);
    return box === null ? [] : [box];
  });
  if (boxes.length === 0) return null;
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

function boxAroundMask({ rows, columns, data }: Mask): Box | null {
  let [left, top, right, bottom] = [columns, rows, 0, 0];
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (data[pixel] === 0) continue;
    const [row, column] = [Math.floor(pixel / columns), pixel % columns];
    left = Math.min(left, column);
    right = Math.max(right, column + 1);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row + 1);
  }
  if (right === 0) return null;
  return { left: left / columns, top: top / rows, right: right / columns, bottom: bottom / rows };
}

/**
 * How far a point lies from the nearest of some shapes, in shares of the image's sides (Euclidean in these); 0 in a
 * shape and on its edge, so that mirrored shapes give mirrored answers.
 */
export function distanceTo(shapes: readonly Shape[], point: Point): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const shape of shapes) {
    for (const box of "box" in shape ? [shape.box] : pixelsOf(shape.mask))
      nearest = Math.min(nearest, distanceToBox(box, point));
  }
  return nearest;
}

function distanceToBox({ left, top, right, bottom }: Box, { x, y }: Point): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
}

function* pixelsOf({ rows, columns, data }: Mask): Generator<Box> {
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (data[pixel] === 0) continue;
    const [row, column] = [Math.floor(pixel / columns), pixel % columns];
    yield {
      left: column / columns,
      top: row / rows,
      right: (column + 1) / columns,
      bottom: (row + 1) / rows,
    };
  }
}
