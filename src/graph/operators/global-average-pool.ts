import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";

/** The mean of each channel over the whole map: [batch, channels, height, width] to [batch, channels, 1, 1]. */
export const GlobalAveragePool = defineOperator("GlobalAveragePool", {
  inputs: 1,
  shape: ({ shapes: [x = []] }) => {
    if (x.length >= 3) return [[...x.slice(0, 2), ...x.slice(2).map(() => 1)]];
    throw new GraphError("SHAPE_MISMATCH", "Maps [batch, channels, height, width] are needed.", {
      x,
    });
  },
});

export function globalAveragePool(x: Value): Value {
  return GlobalAveragePool.call([x]);
}
