import fc from "fast-check";
import { int64, Pad, pad, repeatEdge } from "../../../src/graph/index.ts";
import { at, type Example, type OperatorCase, positions, shape, size } from "./example.ts";

const edge = fc
  .tuple(shape(1, 3), fc.nat(2), fc.nat(2), fc.nat(2))
  .map(([inside, place, before, after]): Example => {
    const x = [2, ...inside];
    const axis = 1 + (place % inside.length);
    const pads = [before, after].flatMap((amount) => x.map(() => 0).with(axis, amount));
    return {
      inputs: [x],
      build: (value) => Pad.call([value, value.graph.constant(int64(pads))], { mode: "edge" }),
      expected: (value) =>
        positions(x.with(axis, (x[axis] ?? 0) + before + after)).map((cell) => {
          const own = Math.max((cell[axis] ?? 0) - before, 0);
          return at(value, cell.with(axis, Math.min(own, (x[axis] ?? 0) - 1)));
        }),
    };
  });

const belowAndRight = fc.tuple(shape(4, 4), fc.nat(3), fc.nat(3)).map(
  ([x, below, right]): Example => ({
    inputs: [x],
    build: (value) => repeatEdge(value, below, right),
    expected: (value) => {
      const [batch = 0, channels = 0, rows = 0, columns = 0] = value.shape;
      return positions([batch, channels, rows + below, columns + right]).map(
        ([b = 0, c = 0, y = 0, z = 0]) =>
          at(value, [b, c, Math.min(y, rows - 1), Math.min(z, columns - 1)]),
      );
    },
  }),
);

/** Around every axis but the first, whose size may be unknown. */
const surrounded = fc
  .tuple(size, fc.array(fc.tuple(size, fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 3 }))
  .filter(([, axes]) => axes.some(([, before, after]) => before + after > 0))
  .map(([batch, axes]): Example => {
    const before = [0, ...axes.map(([, amount]) => amount)];
    const after = [0, ...axes.map(([, , amount]) => amount)];
    const x = [batch, ...axes.map(([length]) => length)];
    return {
      inputs: [x],
      build: (value) => pad(value, [...before, ...after], 0.5),
      expected: (value) => {
        const padded = x.map((length, axis) => length + (before[axis] ?? 0) + (after[axis] ?? 0));
        return positions(padded).map((place) => {
          const own = place.map((index, axis) => index - (before[axis] ?? 0));
          const inside = own.every((index, axis) => index >= 0 && index < (x[axis] ?? 0));
          return inside ? at(value, own) : 0.5;
        });
      },
    };
  });

export default {
  opType: "Pad",
  batched: true,
  examples: fc.oneof(belowAndRight, edge, surrounded),
  refusals: {
    "pads that are computed": { inputs: [[2, 3], [4]], build: (x, pads) => Pad.call([x, pads]) },
    "pads of another rank": { inputs: [[2, 3]], build: (x) => repeatEdge(x, 1, 1) },
    "negative pads": { inputs: [[1, 1, 4, 4]], build: (x) => repeatEdge(x, -1, 0) },
    "a mode that is not ours": {
      inputs: [[1, 1, 4, 4]],
      build: (x) =>
        Pad.call([x, ...(repeatEdge(x, 1, 1).producer?.inputs.slice(1) ?? [])], { mode: "wrap" }),
    },
  },
} satisfies OperatorCase;
