import { Expand, expand } from "../../../src/graph/index.ts";
import { at, broadcastablePair, type OperatorCase, positions } from "./example.ts";

export default {
  opType: "Expand",
  batched: false,
  examples: broadcastablePair
    .filter(({ large }) => large.length > 0)
    .map(({ large, small }) => ({
      inputs: [small],
      build: (x) => expand(x, large),
      expected: (x) => positions(large).map((place) => at(x, place)),
    })),
  refusals: {
    "sizes that differ": { inputs: [[2, 3]], build: (x) => expand(x, [2, 4]) },
    "a shape that is computed": { inputs: [[2], [1]], build: (x, to) => Expand.call([x, to]) },
  },
} satisfies OperatorCase;
