import type { Value } from "../graph.ts";
import { keepWhere } from "../keep-where.ts";
import type { OperatorFunctions } from "../operator.ts";
import { known } from "../shape.ts";
import { cells, type WindowGeometry } from "./geometry.ts";
import { scatter } from "./scatter.ts";

/** Less than whatever a network computes; not -Infinity, which WebGPU's shaders may not know. */
const LESS_THAN_ALL = -3e38;

/**
 * The gradient of max pooling, without indices: for each cell of the window in turn, dy where that cell has
 * the window's maximum and none before it had; then every cell's map back to its place.
 */
export function routeToLargest(
  g: OperatorFunctions,
  x: Value,
  y: Value,
  dy: Value,
  geometry: WindowGeometry,
): Value {
  const { strides, dilations, pads, map } = geometry;
  const padded = g.pad(x, [0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]], LESS_THAN_ALL);
  const window = cells(geometry);
  const routed: Value[] = [];
  let rest = dy;
  for (const cell of window) {
    const seen = g.slice(
      padded,
      ([0, 1] as const).map((axis) => {
        const start = cell[axis] * dilations[axis];
        const end = start + strides[axis] * (map[axis] - 1) + 1;
        return { axis: axis + 2, start, end, step: strides[axis] };
      }),
    );
    const left = keepWhere(g, g.greater(y, seen), rest);
    routed.push(g.sub(rest, left));
    rest = left;
  }
  return scatter(g, sideBySide(g, routed), window.length, onePerCell(window.length), geometry);
}

/** Maps of each cell as neighbouring channels: [batch, channels * cells, rows, columns]. */
function sideBySide(g: OperatorFunctions, maps: readonly Value[]): Value {
  const [first] = maps;
  const [channels, rows, columns] = (first?.shape.slice(1) ?? []).map((size) =>
    known(size, "The size of a pooled map"),
  ) as [number, number, number];
  const stacked = maps.map((one) => g.reshape(one, [0, channels, 1, rows, columns]));
  return g.reshape(g.concat(stacked, 2), [0, channels * maps.length, rows, columns]);
}

/** Map i goes to cell i. */
function onePerCell(count: number): number[] {
  return Array.from({ length: count * count }, (_, index) => (index % (count + 1) === 0 ? 1 : 0));
}
