import type { ImageSize } from "../../../src/radiograph/resize.ts";
import { Random } from "../../../src/random.ts";

export function square(side: number): ImageSize {
  return { rows: side, columns: side };
}

/** Independent greys from 0 to 1. */
export function randomImage({ rows, columns }: ImageSize, seed: number): Float32Array {
  const random = Random.fromSeed(seed);
  return Float32Array.from({ length: rows * columns }, () => random.uniform());
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] ?? 0;
  return sum / values.length;
}
