import { globalAveragePool } from "../../../src/graph/index.ts";
import { at, countOf, type OperatorCase, positions, shape } from "./example.ts";

export default {
  opType: "GlobalAveragePool",
  batched: true,
  examples: shape(4, 4).map((x) => ({
    inputs: [x],
    build: globalAveragePool,
    expected: (maps) => {
      const [batch = 0, channels = 0, ...map] = maps.shape;
      return positions([batch, channels]).map((channel) => {
        const cells = positions(map).map((cell) => at(maps, [...channel, ...cell]));
        return cells.reduce((sum, value) => sum + value, 0) / countOf(map);
      });
    },
  })),
  refusals: { "a matrix": { inputs: [[2, 3]], build: globalAveragePool } },
} satisfies OperatorCase;
