import type { ImageSize } from "../../radiograph/resize.ts";

/**
 * Filters an image along columns, then rows, by a symmetric kernel given as its centre and one side. The
 * border's pixels repeat. A kernel whose whole sums to 1 keeps the mean grey.
 */
export function filterSymmetric(
  image: Float32Array,
  { rows, columns }: ImageSize,
  kernel: readonly number[],
): Float32Array {
  const down = new Float32Array(image.length);
  for (let row = 0; row < rows; row++) {
    const output = down.subarray(row * columns, (row + 1) * columns);
    for (const [distance, weight] of kernel.entries()) {
      const above = Math.max(row - distance, 0) * columns;
      const below = Math.min(row + distance, rows - 1) * columns;
      addPairs(image, above, below, distance === 0 ? weight / 2 : weight, output);
    }
  }
  const reach = kernel.length - 1;
  const padded = new Float32Array(columns + 2 * reach);
  const filtered = new Float32Array(image.length);
  for (let row = 0; row < rows; row++) {
    const line = down.subarray(row * columns, (row + 1) * columns);
    padded.fill(line[0] ?? 0, 0, reach);
    padded.set(line, reach);
    padded.fill(line[columns - 1] ?? 0, reach + columns);
    const output = filtered.subarray(row * columns, (row + 1) * columns);
    for (const [distance, weight] of kernel.entries()) {
      const [left, right] = [reach - distance, reach + distance];
      addPairs(padded, left, right, distance === 0 ? weight / 2 : weight, output);
    }
  }
  return filtered;
}

/** Adds to each output the weighted sum of two inputs, which move along with it. */
function addPairs(
  input: Float32Array,
  one: number,
  other: number,
  weight: number,
  output: Float32Array,
): void {
  for (let at = 0; at < output.length; at++) {
    const sum = (input[one + at] ?? 0) + (input[other + at] ?? 0);
    output[at] = (output[at] ?? 0) + sum * weight;
  }
}
