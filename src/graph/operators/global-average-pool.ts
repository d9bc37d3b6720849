import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { scaled } from "../scaled.ts";
import { elementCount, known } from "../shape.ts";

/**
 * The mean of each channel over the whole map: [batch, channels, height, width] to [batch, channels, 1, 1].
 *
 * Gradient: every cell gets dy / cells.
 */
export const GlobalAveragePool = defineOperator("GlobalAveragePool", {
  inputs: 1,
  shape: ({ shapes: [x = []] }) => {
    if (x.length >= 3) return [[...x.slice(0, 2), ...x.slice(2).map(() => 1)]];
    throw new GraphError("SHAPE_MISMATCH", "Maps [batch, channels, height, width] are needed.", {
      x,
    });
  },
  gradient: (g, { inputs: [x], outputGradients: [dy] }) => {
    const map = x.shape.slice(2);
    const sizes = map.map((size) => known(size, "The size of a map"));
    return [() => g.expand(scaled(g, dy, 1 / elementCount(map)), [1, 1, ...sizes])];
  },
});

export function globalAveragePool(x: Value): Value {
  return GlobalAveragePool.call([x]);
}
