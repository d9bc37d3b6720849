import type { Raster } from "./raster.ts";

/** A rectangle of pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest box around all pixels at or above a share of the map's greatest value. */
export function boxAround(map: Raster, share: number): Box | undefined {
  const greatest = map.values.reduce((largest, value) => Math.max(largest, value), 0);
  if (greatest <= 0) return undefined;
  let [left, top, right, bottom] = [map.columns, map.rows, -1, -1];
  map.values.forEach((value, index) => {
    if (value < greatest * share) return;
    const column = index % map.columns;
    const row = Math.floor(index / map.columns);
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  });
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** The same box in a picture whose pixels are `factor` times as large. */
export function shrinkBox(box: Box, factor: number): Box {
  const x = Math.floor(box.x / factor);
  const y = Math.floor(box.y / factor);
  return {
    x,
    y,
    width: Math.max(1, Math.ceil((box.x + box.width) / factor) - x),
    height: Math.max(1, Math.ceil((box.y + box.height) / factor) - y),
  };
}
