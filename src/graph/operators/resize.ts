import { gatherBack, type Taps } from "../along-axis.ts";
import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { known, normalizeAxis, type Shape } from "../shape.ts";
import { int64, toNumbers } from "../tensor.ts";

/**
 * Changes the size of the axes named in `axes` by interpolation.
 *
 * `resizeBilinear` is its use on images [batch, channels, height, width]: bilinear between pixel centres
 * ("half_pixel", as PyTorch's `interpolate` with `align_corners=False`). It is for enlarging: nothing is
 * averaged when an image shrinks.
 *
 * Gradient: each output's passes to the two inputs that it lies between, by their weights, axis by axis.
 */
export const Resize = defineOperator("Resize", {
  inputs: [1, 4],
  attributes: { axes: "ints", mode: "string", coordinate_transformation_mode: "string" },
  shape: ({ inputs, shapes: [x = []], attributes }) => {
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
    refuseOtherModes(attributes);
    const back = (gradient: Value, axis: number) => {
      const size = known(x.shape[axis], "A resized size");
      const length = known(y.shape[axis], "A resized size");
      const taps = Array.from({ length }, (_, cell) => between(cell, size, length));
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

function refuseOtherModes({
  mode = "nearest",
  coordinate_transformation_mode: coordinates = "half_pixel",
}: {
  readonly mode?: string | undefined;
  readonly coordinate_transformation_mode?: string | undefined;
}): void {
  if (mode === "linear" && coordinates === "half_pixel") return;
  throw new GraphError(
    "GRAPH_MISUSE",
    `Resize has a gradient in mode linear with half_pixel only, not ${mode} with ${coordinates}.`,
    { mode, coordinates },
  );
}
