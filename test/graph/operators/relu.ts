import { Relu, relu } from "../../../src/graph/index.ts";
import { type OperatorCase, shape } from "./example.ts";

export default {
  opType: "Relu",
  batched: true,
  examples: shape(1, 4).map((x) => ({
    inputs: [x],
    build: relu,
    expected: ({ data }) => Array.from(data, (value) => Math.max(value, 0)),
  })),
  refusals: { "two inputs": { inputs: [[2], [2]], build: (a, b) => Relu.call([a, b]) } },
} satisfies OperatorCase;
