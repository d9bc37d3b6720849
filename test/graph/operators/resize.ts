import fc from "fast-check";
import { int64, Resize, resizeBilinear, type Value } from "../../../src/graph/index.ts";
import { at, type Example, type OperatorCase, positions, size } from "./example.ts";

const target = fc.integer({ min: 1, max: 12 });

/** Where an output's centre lies between two inputs, and how near to the second; edges repeat. */
function between(output: number, from: number, to: number): [number, number, number] {
  const center = ((output + 0.5) * from) / to - 0.5;
  const clamped = Math.min(Math.max(center, 0), from - 1);
  const low = Math.min(Math.floor(clamped), Math.max(from - 2, 0));
  return [low, Math.min(low + 1, from - 1), clamped - low];
}

type Coordinates = "half_pixel" | "asymmetric";
type Rounding = "round_prefer_floor" | "floor";

/** The last input at or before a place, or the nearest to it: the first of those that nothing beats. */
function nearest(
  output: number,
  [from, to]: readonly [number, number],
  [coordinates, rounding]: readonly [Coordinates, Rounding],
): number {
  const place =
    coordinates === "asymmetric" ? (output * from) / to : ((output + 0.5) * from) / to - 0.5;
  const cells = Array.from({ length: from }, (_, cell) => cell);
  if (rounding === "floor") return cells.filter((cell) => cell <= place).at(-1) ?? 0;
  const distances = cells.map((cell) => Math.abs(cell - place));
  return distances.indexOf(Math.min(...distances));
}

function resizeTo(
  x: Value,
  sizes: readonly number[],
  axes: readonly number[],
  way: Readonly<Record<string, string>> = {
    mode: "linear",
    coordinate_transformation_mode: "half_pixel",
  },
): Value {
  return Resize.call([x, null, null, x.graph.constant(int64(sizes))], { axes, ...way });
}

const maps = fc.tuple(size, size, size, size, target, target, fc.boolean());

const linear = maps.map(
  ([batch, channels, rows, columns, height, width, fromTheBack]): Example => ({
    inputs: [[batch, channels, rows, columns]],
    build: (x) =>
      fromTheBack ? resizeTo(x, [width, height], [-1, -2]) : resizeBilinear(x, height, width),
    expected: (x) =>
      positions([batch, channels, height, width]).map(([image = 0, channel = 0, y = 0, x_ = 0]) => {
        const [top, bottom, down] = between(y, rows, height);
        const [left, right, across] = between(x_, columns, width);
        const row = (index: number) =>
          (1 - across) * at(x, [image, channel, index, left]) +
          across * at(x, [image, channel, index, right]);
        return (1 - down) * row(top) + down * row(bottom);
      }),
  }),
);

const repeating = fc
  .tuple(
    maps,
    fc.constantFrom<Coordinates>("half_pixel", "asymmetric"),
    fc.constantFrom<Rounding>("round_prefer_floor", "floor"),
    fc.boolean(),
  )
  .map(([[batch, channels, rows, columns, height, width, fromTheBack], ...choices]): Example => {
    const [coordinates, rounding, defaults] = choices;
    const way = { coordinate_transformation_mode: coordinates, nearest_mode: rounding };
    // What ONNX does where nothing is said.
    const isDefault = coordinates === "half_pixel" && rounding === "round_prefer_floor";
    const named = defaults && isDefault ? {} : { mode: "nearest", ...way };
    return {
      inputs: [[batch, channels, rows, columns]],
      build: (x) =>
        fromTheBack
          ? resizeTo(x, [width, height], [-1, -2], named)
          : resizeTo(x, [height, width], [2, 3], named),
      expected: (x) =>
        positions([batch, channels, height, width]).map(([image = 0, channel = 0, y = 0, z = 0]) =>
          at(x, [
            image,
            channel,
            nearest(y, [rows, height], [coordinates, rounding]),
            nearest(z, [columns, width], [coordinates, rounding]),
          ]),
        ),
    };
  });

const fixed = { inputs: [[1, 1, 4, 4]] };

export default {
  opType: "Resize",
  batched: true,
  examples: fc.oneof(linear, repeating),
  refusals: {
    "fewer sizes than axes": { ...fixed, build: (x) => resizeTo(x, [8], [2, 3]) },
    "a size of 0": { ...fixed, build: (x) => resizeTo(x, [8, 0], [2, 3]) },
    "an axis that is not there": { ...fixed, build: (x) => resizeTo(x, [8, 8], [3, 4]) },
    "sizes left out": { ...fixed, build: (x) => Resize.call([x]) },
    "sizes that are computed": {
      inputs: [[1, 1, 4, 4], [2]],
      build: (x, sizes) => Resize.call([x, null, null, sizes], { axes: [2, 3] }),
    },
    "a mode that is not ours": {
      ...fixed,
      build: (x) => resizeTo(x, [8, 8], [2, 3], { mode: "cubic" }),
    },
    "coordinates that are not linear's": {
      ...fixed,
      build: (x) =>
        resizeTo(x, [8, 8], [2, 3], {
          mode: "linear",
          coordinate_transformation_mode: "asymmetric",
        }),
    },
    "coordinates that are not nearest's": {
      ...fixed,
      build: (x) =>
        resizeTo(x, [8, 8], [2, 3], { coordinate_transformation_mode: "align_corners" }),
    },
    "a rounding that is not ours": {
      ...fixed,
      build: (x) => resizeTo(x, [8, 8], [2, 3], { nearest_mode: "ceil" }),
    },
  },
} satisfies OperatorCase;
