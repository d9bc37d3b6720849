import { type AugmentationSettings, augment } from "../src/dataset/augmentation/index.ts";
import type { Random } from "../src/random.ts";

/** A variation of each of the first `count` radiographs of a batch of squares of `side` pixels; the rest is black. */
export function vary(
  grey: Float32Array,
  count: number,
  side: number,
  settings: AugmentationSettings,
  random: Random,
): Float32Array {
  const size = { rows: side, columns: side };
  const all = new Float32Array(grey.length);
  for (let image = 0; image < count; image++) {
    const [from, to] = [image * side * side, (image + 1) * side * side];
    augment(grey.subarray(from, to), size, size, settings, random, all.subarray(from, to));
  }
  return all;
}
