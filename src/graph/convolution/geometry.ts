import { known, type Shape } from "../shape.ts";
import { type WindowGeometry, windowGeometry } from "../window/geometry.ts";

/** All numbers of one convolution, as its gradients need them. */
export interface ConvolutionGeometry extends WindowGeometry {
  readonly group: number;
  readonly channels: number;
  readonly filters: number;
}

export interface ConvolutionAttributes {
  readonly strides?: readonly number[] | undefined;
  readonly pads?: readonly number[] | undefined;
  readonly dilations?: readonly number[] | undefined;
  readonly group?: number | undefined;
}

/** Reads a convolution's numbers off its input, its weights, its output and its attributes. */
export function convolutionGeometry(
  x: Shape,
  weight: Shape,
  y: Shape,
  attributes: ConvolutionAttributes,
): ConvolutionGeometry {
  const kernel = weight.slice(2).map((size) => known(size, "The kernel size"));
  return {
    ...windowGeometry(x, y, { ...attributes, kernel_shape: kernel }),
    group: attributes.group ?? 1,
    channels: known(x[1], "The number of channels"),
    filters: known(y[1], "The number of outputs"),
  };
}

/** Whether every output pixel sees one input pixel, in order. */
export function isPointwise({ kernel, strides, pads, group }: ConvolutionGeometry): boolean {
  return (
    [...kernel, ...strides].every((size) => size === 1) &&
    pads.every((amount) => amount === 0) &&
    group === 1
  );
}
