import { MaxPool, maxPool } from "../../../src/graph/index.ts";
import type { OperatorCase } from "./example.ts";
import { BAD_WINDOWS, pooled, poolSetting } from "./pooling.ts";

export default {
  opType: "MaxPool",
  batched: true,
  examples: poolSetting.map(({ x, options }) => ({
    inputs: [x],
    build: (value) => maxPool(value, options),
    expected: (value) => pooled(value, options, (values) => Math.max(...values)),
  })),
  refusals: Object.fromEntries(
    Object.entries(BAD_WINDOWS).map(([what, { inputs, options }]) => [
      what,
      { inputs, build: (x) => MaxPool.call([x], { ...options }) },
    ]),
  ),
} satisfies OperatorCase;
