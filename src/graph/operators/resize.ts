import { gatherBack, type Taps } from "../along-axis.ts";
import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { type Attributes, defineOperator } from "../operator.ts";
import { known, normalizeAxis, type Shape } from "../shape.ts";
import { int64, toNumbers } from "../tensor.ts";

const ATTRIBUTES = {
  axes: "ints",
  mode: "string",
  coordinate_transformation_mode: "string",
  nearest_mode: "string",
} as const;

/**
 * Changes the size of the axes named in `axes` by interpolation. Three ways, by ONNX's names:
 *
 * - `mode` "linear" with `coordinate_transformation_mode` "half_pixel": between the two cells whose centres an
 *   output's lies between; at the border the last goes on.
 * - "nearest" with "half_pixel": the cell whose centre is nearest, at (cell + 1/2) from / to - 1/2. ONNX's default.
 * - "nearest" with "asymmetric": the cell nearest to cell from / to, which counts from the border; with
 *   `nearest_mode` "floor" it is PyTorch's `interpolate(mode="nearest")`.
 *
 * `nearest_mode` is "round_prefer_floor" (of two equally near the first; ONNX's default) or "floor".
 *
 * `resizeBilinear` is its use on images [batch, channels, height, width]: bilinear between pixel centres
 * (as PyTorch's `interpolate` with `align_corners=False`). It is for enlarging: nothing is averaged when an
 * image shrinks.
 *
 * Gradient: each output's passes to the inputs that it was made of, by their weights, axis by axis.
 */
export const Resize = defineOperator("Resize", {
  inputs: [1, 4],
  attributes: ATTRIBUTES,
  shape: ({ inputs, shapes: [x = []], attributes }) => {
    refuseOtherWays(attributes);
    const axes = axesOf(x, attributes.axes);
    const sizes = inputs[3]?.constant;
    const target = sizes?.type === "int64" ? toNumbers(sizes) : [];
    if (target.length !== axes.length || target.some((size) => size < 1)) {
      throw new GraphError(
        "SHAPE_MISMATCH",
        `A constant with ${axes.length} sizes of 1 or more is needed.`,
        { x, target },
      );
    }
    return [x.map((size, axis) => target[axes.indexOf(axis)] ?? size)];
  },
  gradient: (g, { inputs: [x], outputs: [y], outputGradients: [dy], attributes }) => {
    const tapsOf = attributes.mode === "linear" ? between : nearestBy(attributes);
    const back = (gradient: Value, axis: number) => {
      const size = known(x.shape[axis], "A resized size");
      const length = known(y.shape[axis], "A resized size");
      const taps = Array.from({ length }, (_, cell) => tapsOf(cell, size, length));
      return gatherBack(g, gradient, axis, size, taps);
    };
    return [() => axesOf(x.shape, attributes.axes).reduce(back, dy)];
  },
});

export function resizeBilinear(x: Value, height: number, width: number): Value {
  return Resize.call([x, null, null, x.graph.constant(int64([height, width]))], {
    axes: [2, 3],
    mode: "linear",
    coordinate_transformation_mode: "half_pixel",
  });
}

function axesOf(x: Shape, axes: readonly number[] | undefined): number[] {
  return (axes ?? [...x.keys()]).map((axis) => normalizeAxis(axis, x.length));
}

/** The two cells that an output's centre lies between, and how much of each; borders repeat. */
function between(cell: number, from: number, to: number): Taps {
  const center = Math.min(Math.max(((cell + 0.5) * from) / to - 0.5, 0), from - 1);
  const low = Math.floor(center);
  return [
    { from: low, weight: 1 - (center - low) },
    { from: Math.min(low + 1, from - 1), weight: center - low },
  ];
}

/** The one cell that an output repeats. */
function nearestBy({ coordinate_transformation_mode, nearest_mode }: ResizeAttributes) {
  return (cell: number, from: number, to: number): Taps => {
    const scale = Math.fround(to / from);
    // In float32, as the runtime has it: whether a place lies in the middle is a matter of its last bit.
    const place =
      coordinate_transformation_mode === "asymmetric"
        ? Math.fround(cell / scale)
        : Math.fround(Math.fround((cell + 0.5) / scale) - 0.5);
    const nearest = nearest_mode === "floor" ? Math.floor(place) : Math.ceil(place - 0.5);
    return [{ from: Math.min(Math.max(nearest, 0), from - 1), weight: 1 }];
  };
}

type ResizeAttributes = Attributes<typeof ATTRIBUTES>;

function refuseOtherWays({
  mode = "nearest",
  coordinate_transformation_mode: coordinates = "half_pixel",
  nearest_mode: rounding = "round_prefer_floor",
}: ResizeAttributes): void {
  const isNearest =
    mode === "nearest" &&
    ["half_pixel", "asymmetric"].includes(coordinates) &&
    ["round_prefer_floor", "floor"].includes(rounding);
  if (isNearest || (mode === "linear" && coordinates === "half_pixel")) return;
  const way = `${mode} with ${coordinates}${mode === "nearest" ? ` and ${rounding}` : ""}`;
  throw new GraphError(
    "SHAPE_MISMATCH",
    `The mode must be linear with half_pixel, or nearest with half_pixel or asymmetric and round_prefer_floor or floor, not ${way}.`,
    { mode, coordinates, rounding },
  );
}
