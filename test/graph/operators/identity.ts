import { Identity, identity } from "../../../src/graph/index.ts";
import { type OperatorCase, shape } from "./example.ts";

export default {
  opType: "Identity",
  batched: true,
  examples: shape(1, 4).map((x) => ({
    inputs: [x],
    build: identity,
    expected: ({ data }) => Array.from(data),
  })),
  refusals: { "two inputs": { inputs: [[2], [2]], build: (a, b) => Identity.call([a, b]) } },
} satisfies OperatorCase;
