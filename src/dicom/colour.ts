import type { DicomObject } from "./data-set.ts";
import { type LookupTable, readLookupTable } from "./lookup-table.ts";
import type { PixelLayout } from "./pixel-layout.ts";
import type { Keyword } from "./tags.ts";

/** The attributes of a palette's colours (PS3.3 C.7.6.3.1.5 and C.7.6.3.1.6). */
const PALETTE: readonly (readonly [descriptor: Keyword, data: Keyword])[] = [
  ["RedPaletteDescriptor", "RedPaletteData"],
  ["GreenPaletteDescriptor", "GreenPaletteData"],
  ["BluePaletteDescriptor", "BluePaletteData"],
];

/** Brings stored values of a colour image to red, green and blue of 8 bits, the three of a pixel together. */
export function toRgb(object: DicomObject, layout: PixelLayout, stored: Int32Array): Uint8Array {
  if (layout.colour === "PALETTE COLOR") return throughPalette(object, layout, stored);
  return layout.colour === "YBR_FULL" || layout.colour === "YBR_FULL_422"
    ? fromYbr(stored)
    : Uint8Array.from(stored);
}

/** Looks up each pixel's colours. */
function throughPalette(object: DicomObject, layout: PixelLayout, stored: Int32Array): Uint8Array {
  const tables = PALETTE.map(([descriptor, data]) =>
    readLookupTable(object, { descriptor, data }, layout.signed),
  );
  const rgb = new Uint8Array(3 * stored.length);
  tables.forEach((table, colour) => {
    for (let pixel = 0; pixel < stored.length; pixel++) {
      rgb[3 * pixel + colour] = (lookUp(table, stored[pixel] ?? 0) * 255) / table.highest;
    }
  });
  return rgb;
}

/** The entry of a value; those below and above the table have its ends. */
export function lookUp({ first, entries }: LookupTable, value: number): number {
  return entries[Math.min(entries.length - 1, Math.max(0, value - first))] ?? 0;
}

/** Red, green and blue of full-range YCbCr (PS3.3 C.7.6.3.1.2, ITU-R BT.601). */
function fromYbr(stored: Int32Array): Uint8Array {
  const rgb = new Uint8ClampedArray(stored.length);
  for (let at = 0; at < stored.length; at += 3) {
    const luma = stored[at] ?? 0;
    const blueness = (stored[at + 1] ?? 0) - 128;
    const redness = (stored[at + 2] ?? 0) - 128;
    rgb[at] = luma + 1.402 * redness;
    rgb[at + 1] = luma - 0.344136 * blueness - 0.714136 * redness;
    rgb[at + 2] = luma + 1.772 * blueness;
  }
  return new Uint8Array(rgb.buffer);
}
