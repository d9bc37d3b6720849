import fc from "fast-check";
import { Clip, clip } from "../../../src/graph/index.ts";
import { type OperatorCase, shape } from "./example.ts";

const bound = fc.integer({ min: -8, max: 8 }).map((eighths) => eighths / 8);

export default {
  opType: "Clip",
  batched: true,
  examples: fc.tuple(shape(1, 4), bound, bound).map(([x, one, other]) => {
    const [low, high] = [Math.min(one, other), Math.max(one, other)];
    return {
      inputs: [x],
      build: (value) => clip(value, low, high),
      expected: ({ data }) => Array.from(data, (value) => Math.min(Math.max(value, low), high)),
    };
  }),
  refusals: {
    "bounds that are no scalars": {
      inputs: [[2, 3], [3], [3]],
      build: (x, low, high) => Clip.call([x, low, high]),
    },
  },
} satisfies OperatorCase;
