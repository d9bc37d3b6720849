import fc from "fast-check";
import { int64, Resize, resizeBilinear, type Value } from "../../../src/graph/index.ts";
import { at, type OperatorCase, positions, size } from "./example.ts";

const target = fc.integer({ min: 1, max: 12 });

/** Where an output's centre lies between two inputs, and how near to the second; edges repeat. */
function between(output: number, from: number, to: number): [number, number, number] {
  const center = ((output + 0.5) * from) / to - 0.5;
  const clamped = Math.min(Math.max(center, 0), from - 1);
  const low = Math.min(Math.floor(clamped), Math.max(from - 2, 0));
  return [low, Math.min(low + 1, from - 1), clamped - low];
}

function resizeTo(x: Value, sizes: readonly number[], axes: readonly number[]): Value {
  const mode = { mode: "linear", coordinate_transformation_mode: "half_pixel" };
  return Resize.call([x, null, null, x.graph.constant(int64(sizes))], { axes, ...mode });
}

const fixed = { inputs: [[1, 1, 4, 4]] };

export default {
  opType: "Resize",
  batched: true,
  examples: fc
    .tuple(size, size, size, size, target, target, fc.boolean())
    .map(([batch, channels, rows, columns, height, width, fromTheBack]) => ({
      inputs: [[batch, channels, rows, columns]],
      build: (x) =>
        fromTheBack ? resizeTo(x, [width, height], [-1, -2]) : resizeBilinear(x, height, width),
      expected: (x) =>
        positions([batch, channels, height, width]).map(
          ([image = 0, channel = 0, y = 0, x_ = 0]) => {
            const [top, bottom, down] = between(y, rows, height);
            const [left, right, across] = between(x_, columns, width);
            const row = (index: number) =>
              (1 - across) * at(x, [image, channel, index, left]) +
              across * at(x, [image, channel, index, right]);
            return (1 - down) * row(top) + down * row(bottom);
          },
        ),
    })),
  refusals: {
    "fewer sizes than axes": { ...fixed, build: (x) => resizeTo(x, [8], [2, 3]) },
    "a size of 0": { ...fixed, build: (x) => resizeTo(x, [8, 0], [2, 3]) },
    "an axis that is not there": { ...fixed, build: (x) => resizeTo(x, [8, 8], [3, 4]) },
    "sizes left out": { ...fixed, build: (x) => Resize.call([x]) },
    "sizes that are computed": {
      inputs: [[1, 1, 4, 4], [2]],
      build: (x, sizes) => Resize.call([x, null, null, sizes], { axes: [2, 3] }),
    },
  },
} satisfies OperatorCase;
