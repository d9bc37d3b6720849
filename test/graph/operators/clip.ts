import fc from "fast-check";
import { Clip, clip, scalar, type Value } from "../../../src/graph/index.ts";
import { type OperatorCase, shape } from "./example.ts";

const bound = fc.integer({ min: -8, max: 8 }).map((eighths) => eighths / 8);

/** Which bounds there are. */
const bounds = fc.constantFrom("both", "both", "low", "high", "none");

function clipAt(x: Value, low: number | null, high: number | null): Value {
  if (low !== null && high !== null) return clip(x, low, high);
  const given = (value: number | null) => (value === null ? null : x.graph.constant(scalar(value)));
  return Clip.call(high === null ? [x, given(low)] : [x, given(low), given(high)]);
}

export default {
  opType: "Clip",
  batched: true,
  examples: fc.tuple(shape(1, 4), bound, bound, bounds).map(([x, one, other, which]) => {
    const low = which === "both" || which === "low" ? Math.min(one, other) : null;
    const high = which === "both" || which === "high" ? Math.max(one, other) : null;
    return {
      inputs: [x],
      build: (value) => clipAt(value, low, high),
      expected: ({ data }) =>
        Array.from(data, (value) => Math.min(Math.max(value, low ?? -Infinity), high ?? Infinity)),
    };
  }),
  refusals: {
    "bounds that are no scalars": {
      inputs: [[2, 3], [3], [3]],
      build: (x, low, high) => Clip.call([x, low, high]),
    },
  },
} satisfies OperatorCase;
