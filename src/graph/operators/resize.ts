import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { normalizeAxis } from "../shape.ts";
import { int64, toNumbers } from "../tensor.ts";

/**
 * Changes the size of the axes named in `axes` by interpolation.
 *
 * `resizeBilinear` is its use on images [batch, channels, height, width]: bilinear between pixel centres
 * ("half_pixel", as PyTorch's `interpolate` with `align_corners=False`). It is for enlarging: nothing is
 * averaged when an image shrinks.
 */
export const Resize = defineOperator("Resize", {
  inputs: [1, 4],
  attributes: { axes: "ints", mode: "string", coordinate_transformation_mode: "string" },
  shape: ({ inputs, shapes: [x = []], attributes }) => {
    const axes = (attributes.axes ?? [...x.keys()]).map((axis) => normalizeAxis(axis, x.length));
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
});

export function resizeBilinear(x: Value, height: number, width: number): Value {
  return Resize.call([x, null, null, x.graph.constant(int64([height, width]))], {
    axes: [2, 3],
    mode: "linear",
    coordinate_transformation_mode: "half_pixel",
  });
}
