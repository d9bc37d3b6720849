/** Rows and columns of an image. */
export interface ImageSize {
  readonly rows: number;
  readonly columns: number;
}

/**
 * Resizes an image by a separable triangle filter whose support grows with the reduction, so that every
 * input pixel is weighed and nothing aliases; enlarging, it is bilinear interpolation. The same as
 * Pillow's BILINEAR.
 *
 * Columns first, then rows; each output pixel is a sum in float64 in ascending order of inputs: the same
 * bytes on every machine and in every browser.
 */
export function resize(image: Float32Array, from: ImageSize, to: ImageSize): Float32Array {
  const copyRow = (row: number, buffer: Float32Array) =>
    buffer.set(image.subarray(row * from.columns, (row + 1) * from.columns));
  return resizeRows(copyRow, from, to);
}

/** Resizes an image that is made row by row, so that it need never exist as a whole. */
export function resizeRows(
  writeRow: (row: number, buffer: Float32Array) => void,
  from: ImageSize,
  to: ImageSize,
): Float32Array {
  const across = triangleTaps(from.columns, to.columns);
  const down = triangleTaps(from.rows, to.rows);
  const buffer = new Float32Array(from.columns);
  const narrowed = new Float64Array(from.rows * to.columns);
  for (let row = 0; row < from.rows; row++) {
    writeRow(row, buffer);
    narrowRow(buffer, across, narrowed, row * to.columns);
  }
  const resized = new Float32Array(to.rows * to.columns);
  const sums = new Float64Array(to.columns);
  for (let row = 0; row < to.rows; row++) {
    mixRows(narrowed, down, row, sums);
    resized.set(sums, row * to.columns);
  }
  return resized;
}

/** Filters one row of an image along its columns. */
function narrowRow(
  input: Float32Array,
  { starts, counts, weights, stride }: Taps,
  output: Float64Array,
  outputAt: number,
): void {
  for (let column = 0; column < starts.length; column++) {
    const first = starts[column] ?? 0;
    const count = counts[column] ?? 0;
    const weightsAt = column * stride;
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      sum += (input[first + tap] ?? 0) * (weights[weightsAt + tap] ?? 0);
    }
    output[outputAt + column] = sum;
  }
}

/** Sums the weighted input rows of one output row. */
function mixRows(
  rows: Float64Array,
  { starts, counts, weights, stride }: Taps,
  row: number,
  sums: Float64Array,
): void {
  sums.fill(0);
  const first = starts[row] ?? 0;
  const count = counts[row] ?? 0;
  for (let tap = 0; tap < count; tap++) {
    const weight = weights[row * stride + tap] ?? 0;
    const at = (first + tap) * sums.length;
    for (let column = 0; column < sums.length; column++) {
      sums[column] = (sums[column] ?? 0) + (rows[at + column] ?? 0) * weight;
    }
  }
}

/** For one axis: which inputs each output takes, and with what weights. */
interface Taps {
  /** First input of each output. */
  readonly starts: Int32Array;
  /** Number of inputs of each output. */
  readonly counts: Int32Array;
  /** Weights, `stride` of them per output; each output's sum to 1. */
  readonly weights: Float64Array;
  readonly stride: number;
}

/**
 * Weights of the triangle filter. Pixel centres lie at half units; the triangle is 2 pixels wide at its
 * foot, of the larger of both scales, is cut off at the edges of the image and made to sum to 1.
 */
function triangleTaps(from: number, to: number): Taps {
  const scale = from / to;
  const support = Math.max(scale, 1);
  const stride = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(to);
  const counts = new Int32Array(to);
  const weights = new Float64Array(to * stride);
  for (let output = 0; output < to; output++) {
    const center = (output + 0.5) * scale;
    const start = Math.max(0, Math.floor(center - support + 0.5));
    const end = Math.min(from, Math.floor(center + support + 0.5));
    let sum = 0;
    for (let input = start; input < end; input++) {
      const weight = Math.max(0, 1 - Math.abs(input + 0.5 - center) / support);
      weights[output * stride + input - start] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < end - start; tap++) {
      weights[output * stride + tap] = (weights[output * stride + tap] ?? 0) / sum;
    }
    starts[output] = start;
    counts[output] = end - start;
  }
  return { starts, counts, weights, stride };
}
