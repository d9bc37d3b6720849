import type { Value } from "../graph.ts";
import type { OperatorFunctions } from "../operator.ts";
import { reach, unseen } from "../window/geometry.ts";
import { type ConvolutionGeometry, isPointwise } from "./geometry.ts";

/**
 * The gradient of a convolution with respect to its input.
 *
 * - 1 x 1: Wᵀ dy, a matrix product per image.
 * - Stride 1: a convolution of dy with the filters turned by 180 degrees, inputs and outputs exchanged.
 * - Otherwise: ONNX's ConvTranspose, which is this gradient by definition. `output_padding` gives back the
 *   pixels at the end that the stride skipped.
 *
 * Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, section 4.
 */
export function inputGradient(
  g: OperatorFunctions,
  dy: Value,
  weight: Value,
  geometry: ConvolutionGeometry,
): Value {
  if (isPointwise(geometry)) return pointwise(g, dy, weight, geometry);
  if (geometry.strides.every((stride) => stride === 1) && padsFitKernel(geometry))
    return withTurnedFilters(g, dy, weight, geometry);
  const { strides, dilations, pads, group } = geometry;
  return g.convTranspose(dy, weight, {
    strides,
    dilations,
    pads,
    group,
    output_padding: [unseen(geometry, 0), unseen(geometry, 1)],
  });
}

function pointwise(
  g: OperatorFunctions,
  dy: Value,
  weight: Value,
  { channels, filters, image: [rows, columns] }: ConvolutionGeometry,
): Value {
  const matrix = g.transpose(g.reshape(weight, [filters, channels]), [1, 0]);
  const product = g.matMul(matrix, g.reshape(dy, [0, filters, rows * columns]));
  return g.reshape(product, [0, channels, rows, columns]);
}

function padsFitKernel(geometry: ConvolutionGeometry): boolean {
  return geometry.pads.every((amount, side) => amount <= reach(geometry, side % 2 === 0 ? 0 : 1));
}

function withTurnedFilters(
  g: OperatorFunctions,
  dy: Value,
  weight: Value,
  geometry: ConvolutionGeometry,
): Value {
  const { dilations, group, pads } = geometry;
  const [down, across] = [reach(geometry, 0), reach(geometry, 1)];
  return g.conv(dy, turned(g, exchanged(g, weight, geometry), geometry), {
    dilations,
    group,
    pads: [down - pads[0], across - pads[1], down - pads[2], across - pads[3]],
  });
}

/** Filters [outputs, channels / group, ..] as [channels, outputs / group, ..]. */
function exchanged(
  g: OperatorFunctions,
  weight: Value,
  { channels, filters, group, kernel }: ConvolutionGeometry,
): Value {
  if (group === channels && group === filters) return weight;
  if (group === 1) return g.transpose(weight, [1, 0, 2, 3]);
  const [inside, outside] = [channels / group, filters / group];
  const groups = g.reshape(weight, [group, outside, inside, ...kernel]);
  return g.reshape(g.transpose(groups, [0, 2, 1, 3, 4]), [channels, outside, ...kernel]);
}

function turned(g: OperatorFunctions, weight: Value, { kernel }: ConvolutionGeometry): Value {
  const ranges = ([0, 1] as const).flatMap((axis) => {
    const size = kernel[axis];
    return size === 1 ? [] : [{ axis: axis + 2, start: size - 1, end: -size - 1, step: -1 }];
  });
  return ranges.length === 0 ? weight : g.slice(weight, ranges);
}
