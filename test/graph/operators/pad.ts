import fc from "fast-check";
import { Pad, repeatEdge } from "../../../src/graph/index.ts";
import { at, type OperatorCase, positions, shape } from "./example.ts";

export default {
  opType: "Pad",
  batched: true,
  examples: fc.tuple(shape(4, 4), fc.nat(3), fc.nat(3)).map(([x, below, right]) => ({
    inputs: [x],
    build: (value) => repeatEdge(value, below, right),
    expected: (value) => {
      const [batch = 0, channels = 0, rows = 0, columns = 0] = value.shape;
      return positions([batch, channels, rows + below, columns + right]).map(
        ([b = 0, c = 0, y = 0, z = 0]) =>
          at(value, [b, c, Math.min(y, rows - 1), Math.min(z, columns - 1)]),
      );
    },
  })),
  refusals: {
    "pads that are computed": { inputs: [[2, 3], [4]], build: (x, pads) => Pad.call([x, pads]) },
    "pads of another rank": { inputs: [[2, 3]], build: (x) => repeatEdge(x, 1, 1) },
    "negative pads": { inputs: [[1, 1, 4, 4]], build: (x) => repeatEdge(x, -1, 0) },
  },
} satisfies OperatorCase;
