/**
 * A map over the picture plane: one number per pixel, usually millimetres of a material along the ray.
 *
 * The phantom lives in millimetres: x to the right of the picture (the patient's left), y downwards from
 * the apex of the lungs, z from the patient's back to the front. Rays are parallel to z.
 */
export interface Raster {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  /** Millimetres from one pixel to the next. */
  readonly spacing: number;
  /** Position in millimetres of the first pixel's centre. */
  readonly left: number;
  readonly top: number;
}

/** A part of a raster: first pixels included, end pixels not. */
export interface PixelRange {
  readonly firstRow: number;
  readonly endRow: number;
  readonly firstColumn: number;
  readonly endColumn: number;
}

/** An empty map over the same pixels as another. */
export function emptyLike(raster: Raster): Raster {
  return { ...raster, values: new Float32Array(raster.values.length) };
}

/** The height of a row in millimetres. */
export function rowPosition(raster: Raster, row: number): number {
  return raster.top + row * raster.spacing;
}

/** The pixels whose centres lie in a rectangle given in millimetres. */
export function pixelsWithin(
  raster: Raster,
  left: number,
  top: number,
  right: number,
  bottom: number,
): PixelRange {
  return {
    firstRow: clamp((top - raster.top) / raster.spacing, raster.rows),
    endRow: clamp((bottom - raster.top) / raster.spacing, raster.rows),
    firstColumn: clamp((left - raster.left) / raster.spacing, raster.columns),
    endColumn: clamp((right - raster.left) / raster.spacing, raster.columns),
  };
}

/** The first whole pixel at or after a position, within the raster. */
function clamp(position: number, end: number): number {
  return Math.min(end, Math.max(0, Math.ceil(position)));
}

/** Averages blocks of factor x factor pixels into one. */
export function shrink(raster: Raster, factor: number): Raster {
  if (factor === 1) return raster;
  const rows = Math.floor(raster.rows / factor);
  const columns = Math.floor(raster.columns / factor);
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows * factor; row++) {
    const target = Math.floor(row / factor) * columns;
    for (let column = 0; column < columns * factor; column++) {
      const index = target + Math.floor(column / factor);
      values[index] =
        (values[index] ?? 0) +
        (raster.values[row * raster.columns + column] ?? 0) / (factor * factor);
    }
  }
  const shift = ((factor - 1) / 2) * raster.spacing;
  return {
    values,
    rows,
    columns,
    spacing: raster.spacing * factor,
    left: raster.left + shift,
    top: raster.top + shift,
  };
}
