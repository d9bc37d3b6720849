import { GraphError } from "./errors.ts";
import { known, type Shape } from "./shape.ts";

/** Settings of a two-dimensional pooling window. Defaults are ONNX's: stride 1, no padding. */
export interface PoolOptions {
  /** Height and width of the window. */
  readonly kernel_shape: readonly [number, number];
  /** Step between windows, vertical then horizontal. */
  readonly strides?: readonly [number, number];
  /** How far windows may reach beyond the image: above, left, below, right. */
  readonly pads?: readonly [number, number, number, number];
  /** Distance between the window's cells, vertical then horizontal. */
  readonly dilations?: readonly [number, number];
}

/**
 * The shape of a pooled map, floor((size + pads - dilation * (kernel - 1) - 1) / stride) + 1.
 *
 * Pads must be smaller than the window, so that no window lies outside the image.
 */
export function pooledShape(
  x: Shape,
  {
    kernel_shape,
    strides = [1, 1],
    pads = [0, 0, 0, 0],
    dilations = [1, 1],
  }: {
    readonly [Name in keyof PoolOptions]?: readonly number[] | undefined;
  },
): Shape {
  const fits =
    x.length === 4 &&
    kernel_shape?.length === 2 &&
    pads.length === 4 &&
    [...kernel_shape, ...strides, ...dilations].every((value) => value >= 1) &&
    pads.every((pad, side) => pad >= 0 && pad < (kernel_shape[side % 2] ?? 0));
  if (!fits) {
    throw new GraphError(
      "SHAPE_MISMATCH",
      "Maps [batch, channels, height, width] are needed, a window, strides and dilations of 1 or more, and pads smaller than the window.",
      { x, kernel_shape, strides, pads, dilations },
    );
  }
  const size = (axis: 0 | 1): number => {
    const extent = (dilations[axis] ?? 1) * ((kernel_shape[axis] ?? 1) - 1) + 1;
    const padded = known(x[2 + axis], "The image size") + (pads[axis] ?? 0) + (pads[axis + 2] ?? 0);
    if (padded < extent) {
      throw new GraphError(
        "SHAPE_MISMATCH",
        `A window that spans ${extent} pixels is larger than the padded image.`,
        { x, extent },
      );
    }
    return Math.floor((padded - extent) / (strides[axis] ?? 1)) + 1;
  };
  return [x[0] ?? 1, x[1] ?? 1, size(0), size(1)];
}
