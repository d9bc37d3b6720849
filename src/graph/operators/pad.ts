import { gatherBack, type Taps } from "../along-axis.ts";
import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator, type OperatorFunctions } from "../operator.ts";
import { known, type Shape } from "../shape.ts";
import { int64, scalar, toNumbers } from "../tensor.ts";

/**
 * Adds cells around a value; `pads` holds how many before the first axis, before the second, .., then
 * after the first, after the second, ... New cells are 0 or another constant; with mode "edge" the border's
 * own values go on.
 *
 * Gradient: the part of dy that lies on x; with mode "edge" a border cell gets its copies' gradients too.
 */
export const Pad = defineOperator("Pad", {
  inputs: [2, 3],
  attributes: { mode: "string" },
  shape: ({ inputs: [, pads], shapes: [x = []], attributes: { mode = "constant" } }) => {
    const amounts = padsOf(x, pads);
    if (mode !== "constant" && mode !== "edge") {
      throw new GraphError("SHAPE_MISMATCH", `The mode must be constant or edge, not ${mode}.`, {
        mode,
      });
    }
    return [
      x.map((size, axis) => {
        const added = (amounts[axis] ?? 0) + (amounts[axis + x.length] ?? 0);
        return added === 0 ? size : known(size, "A padded size") + added;
      }),
    ];
  },
  gradient: (g, { inputs: [x, pads], outputGradients: [dy], attributes: { mode } }) => {
    const back = mode === "edge" ? fromRepeatedEdge : fromSurroundings;
    return [() => back(g, dy, x.shape, padsOf(x.shape, pads)), null];
  },
});

/** Surrounds a value with a number; as many cells before and after each axis as `pads` says. */
export function pad(x: Value, pads: readonly number[], value = 0): Value {
  if (pads.every((amount) => amount === 0)) return x;
  return Pad.call([x, x.graph.constant(int64(pads)), x.graph.constant(scalar(value))]);
}

/** Repeats the last row and the last column of images [batch, channels, height, width]. */
export function repeatEdge(x: Value, below: number, right: number): Value {
  const pads = x.graph.constant(int64([0, 0, 0, 0, 0, 0, below, right]));
  return Pad.call([x, pads], { mode: "edge" });
}

function padsOf(x: Shape, list: Value | null | undefined): number[] {
  const pads = list?.constant?.type === "int64" ? toNumbers(list.constant) : [];
  if (pads.length === 2 * x.length && pads.every((amount) => amount >= 0)) return pads;
  throw new GraphError(
    "SHAPE_MISMATCH",
    `A constant with ${2 * x.length} pads of 0 or more is needed.`,
    { x, pads },
  );
}

function fromSurroundings(g: OperatorFunctions, dy: Value, x: Shape, pads: number[]): Value {
  const ranges = paddedAxes(x, pads).map(({ axis, before, size }) => ({
    axis,
    start: before,
    end: before + size,
  }));
  return ranges.length === 0 ? dy : g.slice(dy, ranges);
}

function fromRepeatedEdge(g: OperatorFunctions, dy: Value, x: Shape, pads: number[]): Value {
  return paddedAxes(x, pads).reduce((gradient, { axis, before, size, after }) => {
    const taps = Array.from({ length: before + size + after }, (_, cell): Taps => {
      const from = Math.min(Math.max(cell - before, 0), size - 1);
      return [{ from, weight: 1 }];
    });
    return gatherBack(g, gradient, axis, size, taps);
  }, dy);
}

function paddedAxes(x: Shape, pads: readonly number[]) {
  return [...x.keys()].flatMap((axis) => {
    const [before = 0, after = 0] = [pads[axis], pads[axis + x.length]];
    if (before + after === 0) return [];
    return [{ axis, before, after, size: known(x[axis], "A padded size") }];
  });
}
