import fc from "fast-check";
import { normalizeBatch } from "../../../src/graph/index.ts";
import { at, type Example, positions, size } from "../operators/example.ts";

export default fc
  .tuple(size, size, size, size, fc.constantFrom(1e-3, 0.1))
  .filter(([batch, , rows, columns]) => batch * rows * columns > 1)
  .map(
    ([batch, channels, rows, columns, epsilon]): Example => ({
      inputs: [[batch, channels, rows, columns], [channels], [channels]],
      build: (x, scale, bias) => normalizeBatch(x, scale, bias, epsilon).y,
      expected: (x, scale, bias) => {
        const statistics = Array.from({ length: channels }, (_, channel) => {
          const values = positions([batch, 1, rows, columns]).map((place) =>
            at(x, place.with(1, channel)),
          );
          const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
          const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
          return { mean, deviation: Math.sqrt(squares / values.length + epsilon) };
        });
        return positions(x.shape).map((place) => {
          const channel = place[1] ?? 0;
          const { mean = 0, deviation = 1 } = statistics[channel] ?? {};
          return (at(scale, [channel]) * (at(x, place) - mean)) / deviation + at(bias, [channel]);
        });
      },
    }),
  );
