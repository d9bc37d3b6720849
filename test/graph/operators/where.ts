import fc from "fast-check";
import { greater, scalar, type Value, where } from "../../../src/graph/index.ts";
import { at, broadcastShape, type OperatorCase, positions, shape } from "./example.ts";

/** What a graph's inputs are not: true or false. */
function choose(mask: Value, a: Value, b: Value): Value {
  return where(greater(mask, mask.graph.constant(scalar(0))), a, b);
}

export default {
  opType: "Where",
  batched: false,
  examples: fc
    .tuple(shape(1, 3), fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }))
    .map(([large, collapsed]) => {
      const inputs = [0, 3, 6].map((from) =>
        large.map((length, axis) => (collapsed[from + axis] ? 1 : length)),
      );
      const [mask = [], a = [], b = []] = inputs;
      const result = broadcastShape(mask, broadcastShape(a, b));
      return {
        inputs,
        withoutGradient: [0],
        build: choose,
        expected: (condition, left, right) =>
          positions(result).map((place) => at(at(condition, place) > 0 ? left : right, place)),
      };
    }),
  refusals: {
    "a condition that is a number": { inputs: [[2], [2], [2]], build: where },
    "sizes that differ": {
      inputs: [[2], [3], [2]],
      build: (mask, a, b) => where(greater(mask, mask), a, b),
    },
  },
} satisfies OperatorCase;
