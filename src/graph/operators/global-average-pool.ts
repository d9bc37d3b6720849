import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";

/** The mean of each channel over the whole map: [batch, channels, height, width] to [batch, channels, 1, 1]. */
export const GlobalAveragePool = defineOperator("GlobalAveragePool", {
  shape: ({ shapes: [x = []] }) => [[...x.slice(0, 2), ...x.slice(2).map(() => 1)]],
});

export function globalAveragePool(x: Value): Value {
  return GlobalAveragePool.call([x]);
}
