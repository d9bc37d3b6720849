import type { PixelLayout } from "../pixel-layout.ts";
import type { PixelWords } from "./codec.ts";

/**
 * Takes the stored value out of each allocated word: the bits from High Bit downwards, Bits Stored of
 * them, in two's complement where signed (PS3.5 section 8.1.1). Bits outside may hold anything
 * (once overlays) and are dropped.
 */
export function storedValues(words: PixelWords, layout: PixelLayout): Int32Array {
  const values = new Int32Array(words.length);
  const above = 31 - layout.highBit;
  const below = 32 - layout.bitsStored;
  for (let index = 0; index < words.length; index++) {
    const aligned = (words[index] ?? 0) << above;
    values[index] = layout.signed ? aligned >> below : aligned >>> below;
  }
  return values;
}
