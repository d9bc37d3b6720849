import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { known } from "../shape.ts";
import { int64, toNumbers } from "../tensor.ts";

/**
 * Adds cells around a value; `pads` holds how many before the first axis, before the second, .., then
 * after the first, after the second, ...
 *
 * `repeatEdge` is its use on images [batch, channels, height, width]: the border's own values go on.
 */
export const Pad = defineOperator("Pad", {
  inputs: [2, 3],
  attributes: { mode: "string" },
  shape: ({ inputs, shapes: [x = []] }) => {
    const constant = inputs[1]?.constant;
    const pads = constant?.type === "int64" ? toNumbers(constant) : [];
    if (pads.length !== 2 * x.length || pads.some((pad) => pad < 0)) {
      throw new GraphError(
        "SHAPE_MISMATCH",
        `A constant with ${2 * x.length} pads of 0 or more is needed.`,
        { x, pads },
      );
    }
    return [
      x.map((size, axis) => {
        const added = (pads[axis] ?? 0) + (pads[axis + x.length] ?? 0);
        return added === 0 ? size : known(size, "A padded size") + added;
      }),
    ];
  },
});

export function repeatEdge(x: Value, below: number, right: number): Value {
  const pads = x.graph.constant(int64([0, 0, 0, 0, 0, 0, below, right]));
  return Pad.call([x, pads], { mode: "edge" });
}
