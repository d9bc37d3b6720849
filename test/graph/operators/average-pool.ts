import { AveragePool, averagePool } from "../../../src/graph/index.ts";
import type { OperatorCase } from "./example.ts";
import { BAD_WINDOWS, pooled, poolSetting } from "./pooling.ts";

export default {
  opType: "AveragePool",
  batched: true,
  examples: poolSetting.map(({ x, options: { dilations: _, ...options } }) => ({
    inputs: [x],
    build: (value) => averagePool(value, options),
    expected: (value) =>
      pooled(
        value,
        { ...options, dilations: [1, 1] },
        (values) => values.reduce((sum, one) => sum + one, 0) / values.length,
      ),
  })),
  refusals: Object.fromEntries(
    Object.entries(BAD_WINDOWS).map(([what, { inputs, options }]) => [
      what,
      { inputs, build: (x) => AveragePool.call([x], { ...options }) },
    ]),
  ),
} satisfies OperatorCase;
