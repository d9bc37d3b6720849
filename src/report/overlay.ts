import type { GreyImage } from "../radiograph/index.ts";
import { heatColour } from "./colour-map.ts";

/** How much of the colour covers the radiograph where the map is strongest. */
const STRONGEST_OPACITY = 0.6;

/** One map, row by row from the top left. */
export interface Heatmap {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** Red, green, blue bytes of a grey image. */
export function greyToRgb({ grey }: GreyImage): Uint8Array {
  const rgb = new Uint8Array(grey.length * 3);
  for (let pixel = 0; pixel < grey.length; pixel++) {
    rgb.fill(Math.round(255 * (grey[pixel] as number)), pixel * 3, pixel * 3 + 3);
  }
  return rgb;
}

/**
 * Lays a heatmap over a radiograph at the radiograph's own size; returns red, green, blue bytes.
 *
 * Cells are equally spaced over the whole image, so cell i's centre lies at (i + 1/2) / cells; between
 * centres the map is interpolated bilinearly. It is scaled to its own maximum: colour tells where, not how
 * much, which is what the probability is for. A map that is zero everywhere leaves the radiograph as it is.
 */
export function overlayHeatmap(image: GreyImage, heatmap: Heatmap): Uint8Array {
  const rgb = greyToRgb(image);
  const strongest = heatmap.data.reduce((largest, value) => Math.max(largest, value), 0);
  if (strongest === 0) return rgb;
  const across = cellPositions(image.columns, heatmap.columns);
  const down = cellPositions(image.rows, heatmap.rows);
  for (let row = 0; row < image.rows; row++) {
    const { before: top, after: bottom, share: lower } = at(down, row);
    for (let column = 0; column < image.columns; column++) {
      const { before: left, after: right, share } = at(across, column);
      const upperValue = mix(cell(heatmap, top, left), cell(heatmap, top, right), share);
      const lowerValue = mix(cell(heatmap, bottom, left), cell(heatmap, bottom, right), share);
      const value = mix(upperValue, lowerValue, lower) / strongest;
      blend(rgb, (row * image.columns + column) * 3, heatColour(value), STRONGEST_OPACITY * value);
    }
  }
  return rgb;
}

/** Between which two cell centres a pixel lies, and how far towards the second. */
interface Position {
  readonly before: number;
  readonly after: number;
  readonly share: number;
}

function cellPositions(pixels: number, cells: number): Position[] {
  return Array.from({ length: pixels }, (_, pixel) => {
    const position = Math.min(Math.max(((pixel + 0.5) * cells) / pixels - 0.5, 0), cells - 1);
    const before = Math.floor(position);
    return { before, after: Math.min(before + 1, cells - 1), share: position - before };
  });
}

function at(positions: readonly Position[], index: number): Position {
  return positions[index] ?? { before: 0, after: 0, share: 0 };
}

function cell({ columns, data }: Heatmap, row: number, column: number): number {
  return data[row * columns + column] ?? 0;
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

function blend(rgb: Uint8Array, start: number, colour: readonly number[], opacity: number): void {
  for (let channel = 0; channel < 3; channel++) {
    const below = rgb[start + channel] ?? 0;
    rgb[start + channel] = Math.round(mix(below, colour[channel] ?? 0, opacity));
  }
}
