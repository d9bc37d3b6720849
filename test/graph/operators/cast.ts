import { Cast, cast } from "../../../src/graph/index.ts";
import { type OperatorCase, shape } from "./example.ts";

export default {
  opType: "Cast",
  batched: true,
  examples: shape(1, 4).map((x) => ({
    inputs: [x],
    build: (value) => cast(cast(value, "float64"), "float32"),
    expected: ({ data }) => Array.from(data),
  })),
  refusals: {
    "a type that is not ours": { inputs: [[2]], build: (x) => Cast.call([x], { to: 16 }) },
    "no type": { inputs: [[2]], build: (x) => Cast.call([x]) },
  },
} satisfies OperatorCase;
