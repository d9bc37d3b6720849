import type { Value } from "../graph/graph.ts";
import { matMul } from "../graph/operators/index.ts";
import { known } from "../graph/shape.ts";
import { float32, type Tensor } from "../graph/tensor.ts";

/**
 * Brings the positions of a square grid of tokens [1, side * side, width] to another grid [1, rows * columns,
 * width], row by row, by bicubic interpolation with antialiasing, as timm does (`resample_abs_pos_embed`:
 * `torch.nn.functional.interpolate` with mode bicubic, antialias on, align_corners off).
 *
 * Interpolation is linear, so it is one product with a constant matrix: weights keep the grid that they were
 * trained on whatever the size of the images, and gradients reach them.
 */
export function resamplePositions(grid: Value, rows: number, columns: number): Value {
  const side = Math.sqrt(known(grid.shape[1], "The number of positions"));
  if (side === rows && side === columns) return grid;
  return matMul(grid.graph.constant(resampling(side, rows, columns)), grid);
}

/** The matrix [rows * columns, side * side]: vertical weights times horizontal ones. */
function resampling(side: number, rows: number, columns: number): Tensor<"float32"> {
  const vertical = cubicWeights(side, rows);
  const horizontal = cubicWeights(side, columns);
  const values = vertical.flatMap((down) =>
    horizontal.flatMap((across) => down.flatMap((v) => across.map((h) => v * h))),
  );
  return float32([rows * columns, side * side], values);
}

/**
 * How much of each of `from` cells goes into each of `to`. Where cells get fewer the cubic is stretched so
 * that none is skipped; beyond the border nothing counts, and the weights that are left add up to 1.
 */
function cubicWeights(from: number, to: number): number[][] {
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  return Array.from({ length: to }, (_, cell) => {
    const center = (cell + 0.5) * scale;
    const weights = Array.from({ length: from }, (_, source) =>
      cubic((source + 0.5 - center) / stretch),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
}

/**
 * Keys, "Cubic convolution interpolation for digital image processing", IEEE TASSP 29(6), 1981, with
 * a = -1/2; PyTorch takes that where it antialiases, and -3/4 where it does not.
 */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
  return 0;
}
