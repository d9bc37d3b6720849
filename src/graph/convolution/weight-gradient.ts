import type { Value } from "../graph.ts";
import type { OperatorFunctions } from "../operator.ts";
import { dotPerChannel } from "../per-channel.ts";
import { known } from "../shape.ts";
import { cells, reach, unseen } from "../window/geometry.ts";
import { type ConvolutionGeometry, isPointwise } from "./geometry.ts";
import { productOfMaps } from "./product-of-maps.ts";

/** Pixels of a map from which dot products, one per kernel cell, are faster than a convolution. */
const LARGE_MAP = 1024;

/**
 * The gradient of a convolution with respect to its filters,
 * dW[o, c, i, j] = Σ over images and output pixels p of dy[o, p] x[c, stride p + dilation (i, j) - pad].
 *
 * - 1 x 1: dy xᵀ, one matrix product per image, or one for all where images have few pixels.
 * - Other kernels without groups: the same product, of copies of x or of dy shifted by every kernel cell,
 *   whichever has fewer channels.
 * - One filter per channel: for every kernel cell a dot product per channel of dy and x shifted. With strides,
 *   or of small maps: a convolution in which every map of dy is the kernel for its map of x.
 * - Other groups: a convolution in which images and channels have changed places.
 *
 * docs/engine.md says what each was measured against.
 */
export function weightGradient(
  g: OperatorFunctions,
  x: Value,
  dy: Value,
  geometry: ConvolutionGeometry,
): Value {
  const { group, channels, filters, kernel, strides, map } = geometry;
  if (isPointwise(geometry))
    return g.reshape(productOfMaps(g, dy, x), [filters, channels, ...kernel]);
  const withoutStride = strides.every((stride) => stride === 1);
  if (group === channels && group === filters) {
    const large = map[0] * map[1] >= LARGE_MAP;
    return (withoutStride && large ? cellByCell : mapByMap)(g, x, dy, geometry);
  }
  if (group > 1) return placesExchanged(g, x, dy, geometry);
  return withoutStride && filters < channels
    ? fromShiftedGradients(g, x, dy, geometry)
    : fromShiftedInputs(g, x, dy, geometry);
}

function fromShiftedInputs(
  g: OperatorFunctions,
  x: Value,
  dy: Value,
  geometry: ConvolutionGeometry,
): Value {
  const { kernel, channels, filters } = geometry;
  const shifted = shiftedInputs(g, x, geometry);
  const product = productOfMaps(g, dy, g.concat(shifted, 1));
  return g.transpose(g.reshape(product, [filters, ...kernel, channels]), [0, 3, 1, 2]);
}

/** What each kernel cell sees of x, as maps of the output's size. */
function shiftedInputs(g: OperatorFunctions, x: Value, geometry: ConvolutionGeometry): Value[] {
  const { strides, dilations, pads, map } = geometry;
  const padded = g.pad(x, [0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]]);
  return cells(geometry).map((cell) =>
    g.slice(
      padded,
      ([0, 1] as const).map((axis) => {
        const start = cell[axis] * dilations[axis];
        const end = start + strides[axis] * (map[axis] - 1) + 1;
        return { axis: axis + 2, start, end, step: strides[axis] };
      }),
    ),
  );
}

function fromShiftedGradients(
  g: OperatorFunctions,
  x: Value,
  dy: Value,
  geometry: ConvolutionGeometry,
): Value {
  const { kernel, dilations, pads, channels, filters, image } = geometry;
  const [down, across] = [reach(geometry, 0), reach(geometry, 1)];
  // Pixel q of x meets pixel q + pad - dilation * cell of dy.
  const padded = g.pad(dy, [0, 0, down, across, 0, 0, down, across]);
  const shifted = cells(geometry).map((cell) =>
    g.slice(
      padded,
      ([0, 1] as const).map((axis) => {
        const start = reach(geometry, axis) + pads[axis] - cell[axis] * dilations[axis];
        return { axis: axis + 2, start, end: start + image[axis] };
      }),
    ),
  );
  const product = productOfMaps(g, g.concat(shifted, 1), x);
  return g.transpose(g.reshape(product, [...kernel, filters, channels]), [2, 3, 0, 1]);
}

function cellByCell(
  g: OperatorFunctions,
  x: Value,
  dy: Value,
  geometry: ConvolutionGeometry,
): Value {
  const { channels, kernel } = geometry;
  const perCell = shiftedInputs(g, x, geometry).map((seen) =>
    g.reshape(dotPerChannel(g, seen, dy), [channels, 1]),
  );
  return g.reshape(g.concat(perCell, 1), [channels, 1, ...kernel]);
}

function mapByMap(g: OperatorFunctions, x: Value, dy: Value, geometry: ConvolutionGeometry): Value {
  const { channels, image, map, kernel } = geometry;
  const batch = known(x.shape[0], "The batch size");
  const maps = batch * channels;
  const perImage = g.conv(g.reshape(x, [1, maps, ...image]), g.reshape(dy, [maps, 1, ...map]), {
    ...rolesExchanged(geometry),
    group: maps,
  });
  const sum = g.reduceSum(
    g.reshape(firstCells(g, perImage, geometry), [batch, channels, ...kernel]),
    [0],
    0,
  );
  return g.reshape(sum, [channels, 1, ...kernel]);
}

function placesExchanged(
  g: OperatorFunctions,
  x: Value,
  dy: Value,
  geometry: ConvolutionGeometry,
): Value {
  const { channels, group, image, map } = geometry;
  const inside = channels / group;
  const batch = known(x.shape[0], "The batch size");
  const images = g.reshape(
    g.transpose(g.reshape(x, [batch, group, inside, ...image]), [2, 1, 0, 3, 4]),
    [inside, group * batch, ...image],
  );
  const filters = g.reshape(g.transpose(dy, [1, 0, 2, 3]), [-1, batch, ...map]);
  const product = g.conv(images, filters, { ...rolesExchanged(geometry), group });
  return g.transpose(firstCells(g, product, geometry), [1, 0, 2, 3]);
}

/** A convolution whose kernel is dy and whose output is dW: strides and dilations change places. */
function rolesExchanged(geometry: ConvolutionGeometry) {
  const { strides, dilations, pads } = geometry;
  return {
    strides: dilations,
    dilations: strides,
    pads: [
      pads[0],
      pads[1],
      Math.max(pads[2] - unseen(geometry, 0), 0),
      Math.max(pads[3] - unseen(geometry, 1), 0),
    ],
  } as const;
}

/** Only the kernel's own cells: pixels that no window saw make the product larger where there are no pads. */
function firstCells(g: OperatorFunctions, product: Value, { kernel }: ConvolutionGeometry): Value {
  const ranges = ([0, 1] as const).flatMap((axis) =>
    product.shape[axis + 2] === kernel[axis]
      ? []
      : [{ axis: axis + 2, start: 0, end: kernel[axis] }],
  );
  return ranges.length === 0 ? product : g.slice(product, ranges);
}
