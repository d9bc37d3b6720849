import { type Raster, shrink } from "./raster.ts";

/** A Gaussian blur with sigma in millimetres, separable, cut off at three sigma, edges held. */
export function blur(raster: Raster, sigma: number): Raster {
  const pixels = sigma / raster.spacing;
  if (pixels < 0.2) return raster;
  const kernel = gaussian(pixels);
  const across = convolve(raster.values, kernel, raster.rows, raster.columns, raster.columns, 1);
  const values = convolve(across, kernel, raster.columns, raster.rows, 1, raster.columns);
  return { ...raster, values };
}

/** A blur so broad that it is made on a coarse copy and read back smoothly. */
export function broadBlur(raster: Raster, sigma: number): Raster {
  const factor = Math.max(1, Math.floor(sigma / raster.spacing / 3));
  const small = blur(shrink(raster, factor), sigma);
  return factor === 1 ? small : enlarge(small, raster);
}

/** One side of a normalized Gaussian, centre first. */
function gaussian(sigma: number): Float64Array {
  const radius = Math.ceil(3 * sigma);
  const kernel = Float64Array.from({ length: radius + 1 }, (_, offset) =>
    Math.exp((-offset * offset) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce(
    (total, value, offset) => total + (offset === 0 ? value : 2 * value),
    0,
  );
  return kernel.map((value) => value / sum);
}

/** Convolves along lines: `step` leads along a line, `stride` from one line to the next. */
function convolve(
  values: Float32Array,
  kernel: Float64Array,
  lines: number,
  size: number,
  stride: number,
  step: number,
): Float32Array {
  const result = new Float32Array(values.length);
  const radius = kernel.length - 1;
  const line = new Float64Array(size + 2 * radius);
  for (let number = 0; number < lines; number++) {
    const start = number * stride;
    for (let index = 0; index < line.length; index++) {
      const held = Math.min(size - 1, Math.max(0, index - radius));
      line[index] = values[start + held * step] ?? 0;
    }
    for (let index = 0; index < size; index++) {
      const center = index + radius;
      let sum = (kernel[0] ?? 0) * (line[center] ?? 0);
      for (let offset = 1; offset <= radius; offset++) {
        sum +=
          (kernel[offset] ?? 0) * ((line[center - offset] ?? 0) + (line[center + offset] ?? 0));
      }
      result[start + index * step] = sum;
    }
  }
  return result;
}

/** Reads a coarse raster at another's pixels, bilinearly, edges held. */
function enlarge(small: Raster, like: Raster): Raster {
  const values = new Float32Array(like.values.length);
  const hold = (value: number, end: number) => Math.min(end - 1.001, Math.max(0, value));
  for (let row = 0; row < like.rows; row++) {
    const y = hold((like.top + row * like.spacing - small.top) / small.spacing, small.rows);
    const upper = Math.floor(y) * small.columns;
    const v = y - Math.floor(y);
    for (let column = 0; column < like.columns; column++) {
      const x = hold(
        (like.left + column * like.spacing - small.left) / small.spacing,
        small.columns,
      );
      const index = upper + Math.floor(x);
      const u = x - Math.floor(x);
      const above = (small.values[index] ?? 0) * (1 - u) + (small.values[index + 1] ?? 0) * u;
      const below =
        (small.values[index + small.columns] ?? 0) * (1 - u) +
        (small.values[index + small.columns + 1] ?? 0) * u;
      values[row * like.columns + column] = above * (1 - v) + below * v;
    }
  }
  return { ...like, values };
}
