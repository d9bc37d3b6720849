import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { int64, toNumbers } from "../tensor.ts";

/**
 * Changes the size of the axes named in `axes` by interpolation.
 *
 * `resizeBilinear` is its use on images [batch, channels, height, width]: bilinear between pixel centres
 * ("half_pixel", as PyTorch's `interpolate` with `align_corners=False`). It is for enlarging: nothing is
 * averaged when an image shrinks.
 */
export const Resize = defineOperator("Resize", {
  attributes: { axes: "ints", mode: "string", coordinate_transformation_mode: "string" },
  shape: ({ inputs, shapes: [x = []], attributes }) => {
    const axes = attributes.axes ?? x.map((_, axis) => axis);
    const sizes = inputs[3]?.constant;
    if (!sizes || sizes.data.length !== axes.length) {
      throw new GraphError("SHAPE_MISMATCH", `Resize needs a constant with ${axes.length} sizes.`, {
        x,
      });
    }
    const target = toNumbers(sizes);
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
