import { heatColour } from "../../../../src/report/colour-map.ts";
import type { Heatmap } from "../../../../src/report/overlay.ts";

/** About as many pixels along the longer side as can be told apart in something so smooth. */
const LONGER_SIDE = 512;

/** A picture: red, green, blue and opacity bytes, row by row from the top left. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * A heatmap as a picture to be laid over the whole image: the colours and the interpolation of the pictures in
 * reports (`overlayHeatmap`), the opacity in proportion to the map, which is scaled to its own maximum. Null where
 * the map is zero everywhere.
 */
export function heatmapBitmap(map: Heatmap): Bitmap | null {
  const strongest = map.data.reduce((largest, value) => Math.max(largest, value), 0);
  if (!(strongest > 0)) return null;
  const scale = Math.max(1, Math.floor(LONGER_SIDE / Math.max(map.rows, map.columns)));
  const [width, height] = [map.columns * scale, map.rows * scale];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const share = valueAt(map, (x + 0.5) / scale - 0.5, (y + 0.5) / scale - 0.5) / strongest;
      data.set([...heatColour(share), 255 * Math.max(0, share)], (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

/** The map between the centres of its cells, which lie at whole numbers. */
function valueAt(map: Heatmap, x: number, y: number): number {
  const column = Math.min(Math.max(x, 0), map.columns - 1);
  const row = Math.min(Math.max(y, 0), map.rows - 1);
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const cell = (across: number, down: number) =>
    map.data[Math.min(down, map.rows - 1) * map.columns + Math.min(across, map.columns - 1)] ?? 0;
  const upper = mix(cell(left, top), cell(left + 1, top), column - left);
  const lower = mix(cell(left, top + 1), cell(left + 1, top + 1), column - left);
  return mix(upper, lower, row - top);
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}
