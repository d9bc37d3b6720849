import fc from "fast-check";
import { LayerNormalization, layerNormalization, type Value } from "../../../src/graph/index.ts";
import {
  at,
  countOf,
  type Example,
  type Numbers,
  type OperatorCase,
  positions,
  shape,
} from "./example.ts";

export default {
  opType: "LayerNormalization",
  batched: false,
  // Over all axes where there are none outside. Of a single element the variance is 0, and the slope of its root
  // not a number to compare.
  examples: fc
    .tuple(shape(0, 3), shape(1, 2), fc.constantFrom(1e-3, 0.1), fc.boolean())
    .filter(([, inside]) => countOf(inside) > 1)
    .map(
      ([outside, inside, epsilon, withBias]): Example => ({
        inputs: [[...outside, ...inside], inside, ...(withBias ? [inside] : [])],
        build: (x, scale, bias?: Value) => {
          const options = { axis: -inside.length, epsilon };
          return bias === undefined
            ? LayerNormalization.call([x, scale], options)
            : layerNormalization(x, scale, bias, options);
        },
        expected: (x, scale, bias?: Numbers) =>
          positions(outside).flatMap((place) => {
            const values = positions(inside).map((within) => at(x, [...place, ...within]));
            const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
            const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
            const deviation = Math.sqrt(squares / values.length + epsilon);
            return positions(inside).map(
              (within, index) =>
                (at(scale, within) * ((values[index] ?? 0) - mean)) / deviation +
                (bias === undefined ? 0 : at(bias, within)),
            );
          }),
      }),
    ),
  refusals: {
    "a scale of another shape": {
      inputs: [[2, 3], [2], [3]],
      build: (x, scale, bias) => layerNormalization(x, scale, bias),
    },
    "a bias of another shape": {
      inputs: [[2, 3], [3], [1]],
      build: (x, scale, bias) => layerNormalization(x, scale, bias),
    },
  },
} satisfies OperatorCase;
