import { known, type Shape } from "../shape.ts";

type Pair = readonly [vertical: number, horizontal: number];

/** All numbers of a window that moves over images: of a convolution's kernel, of pooling. */
export interface WindowGeometry {
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  /** Above, left, below, right. */
  readonly pads: readonly [number, number, number, number];
  /** Rows and columns of the image. */
  readonly image: Pair;
  /** Rows and columns of the result. */
  readonly map: Pair;
}

export interface WindowAttributes {
  readonly kernel_shape?: readonly number[] | undefined;
  readonly strides?: readonly number[] | undefined;
  readonly pads?: readonly number[] | undefined;
  readonly dilations?: readonly number[] | undefined;
}

/** Reads a window's numbers off the image, the result and the attributes, with ONNX's defaults. */
export function windowGeometry(x: Shape, y: Shape, attributes: WindowAttributes): WindowGeometry {
  const [top = 0, left = 0, bottom = 0, right = 0] = attributes.pads ?? [];
  return {
    kernel: pair(attributes.kernel_shape),
    strides: pair(attributes.strides),
    dilations: pair(attributes.dilations),
    pads: [top, left, bottom, right],
    image: [known(x[2], "The image height"), known(x[3], "The image width")],
    map: [known(y[2], "The map's height"), known(y[3], "The map's width")],
  };
}

/** How far a window reaches: pixels from its first cell to its last. */
export function reach({ kernel, dilations }: WindowGeometry, axis: 0 | 1): number {
  return dilations[axis] * (kernel[axis] - 1);
}

/** Pixels at the end of an axis, padding included, that no window sees because the stride skips them. */
export function unseen(geometry: WindowGeometry, axis: 0 | 1): number {
  const { image, map, pads, strides } = geometry;
  const padded = image[axis] + pads[axis] + pads[axis === 0 ? 2 : 3];
  return padded - (strides[axis] * (map[axis] - 1) + reach(geometry, axis) + 1);
}

/** Cells of a window, row by row. */
export function cells({ kernel }: WindowGeometry): [row: number, column: number][] {
  return Array.from({ length: kernel[0] * kernel[1] }, (_, cell) => [
    Math.floor(cell / kernel[1]),
    cell % kernel[1],
  ]);
}

function pair([vertical = 1, horizontal = 1]: readonly number[] = []): Pair {
  return [vertical, horizontal];
}
