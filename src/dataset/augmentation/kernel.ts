import type { ImageSize } from "../../radiograph/resize.ts";

/**
 * Filters an image along rows, then columns, by a symmetric kernel given as its centre and one side. The
 * border's pixels repeat. A kernel whose whole sums to 1 keeps the mean grey.
 */
export function filterSymmetric(
  image: Float32Array,
  { rows, columns }: ImageSize,
  kernel: readonly number[],
): Float32Array {
  const across = new Float32Array(image.length);
  for (let row = 0; row < rows; row++) {
    filterLine(image, row * columns, 1, columns, kernel, across);
  }
  const filtered = new Float32Array(image.length);
  for (let column = 0; column < columns; column++) {
    filterLine(across, column, columns, rows, kernel, filtered);
  }
  return filtered;
}

/** Filters one row or column: `count` pixels from `start`, `stride` apart. */
function filterLine(
  input: Float32Array,
  start: number,
  stride: number,
  count: number,
  kernel: readonly number[],
  output: Float32Array,
): void {
  const end = start + (count - 1) * stride;
  for (let at = start; at <= end; at += stride) {
    let sum = (input[at] ?? 0) * (kernel[0] ?? 0);
    for (let tap = 1; tap < kernel.length; tap++) {
      const before = input[Math.max(at - tap * stride, start)] ?? 0;
      const after = input[Math.min(at + tap * stride, end)] ?? 0;
      sum += (before + after) * (kernel[tap] ?? 0);
    }
    output[at] = sum;
  }
}
