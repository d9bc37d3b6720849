import type { Value } from "../graph.ts";
import type { OperatorFunctions } from "../operator.ts";
import { float32 } from "../tensor.ts";
import { cells, type WindowGeometry } from "./geometry.ts";
import { scatter } from "./scatter.ts";

/** The gradient of average pooling: each window's, divided by its cells inside the image, to all of them. */
export function spreadMeans(g: OperatorFunctions, dy: Value, geometry: WindowGeometry): Value {
  const { map } = geometry;
  const inside = Float32Array.from(
    { length: map[0] * map[1] },
    (_, window) => 1 / cellsInside(geometry, Math.floor(window / map[1]), window % map[1]),
  );
  const shares = g.mul(dy, dy.graph.constant(float32([1, 1, ...map], inside)));
  const everyCell = cells(geometry).map(() => 1);
  return scatter(g, shares, 1, everyCell, geometry);
}

function cellsInside(geometry: WindowGeometry, row: number, column: number): number {
  const { strides, dilations, pads, image } = geometry;
  const start = [row * strides[0] - pads[0], column * strides[1] - pads[1]] as const;
  return cells(geometry).filter((cell) =>
    ([0, 1] as const).every((axis) => {
      const place = start[axis] + cell[axis] * dilations[axis];
      return place >= 0 && place < image[axis];
    }),
  ).length;
}
