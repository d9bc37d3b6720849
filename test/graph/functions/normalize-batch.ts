import fc from "fast-check";
import { concat, normalizeBatch, type Value } from "../../../src/graph/index.ts";
import { at, type Example, type Numbers, positions, size } from "../operators/example.ts";

/** Rows and columns, seldom of a map that is large enough for sums of another kind. */
const map = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(size, size) },
  { weight: 1, arbitrary: fc.constant<[number, number]>([16, 33]) },
);

const setting = fc
  .record({
    batch: size,
    channels: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    map,
    epsilon: fc.constantFrom(1e-3, 0.1),
  })
  .filter(({ batch, map: [rows, columns] }) => batch * rows * columns > 1);

/** Maps that are joined before they are normalized, one by one of them or all, as in a dense block. */
export default setting.map(({ batch, channels, map: [rows, columns], epsilon }): Example => {
  const total = channels.reduce((sum, count) => sum + count, 0);
  return {
    inputs: [[total], [total], ...channels.map((count) => [batch, count, rows, columns])],
    build: (scale, bias, ...maps) => normalizeBatch(joined(maps), scale, bias, epsilon).y,
    expected: (scale, bias, ...maps) => {
      const values = new Map(
        maps.flatMap((one, index) => {
          const before = channels.slice(0, index).reduce((sum, count) => sum + count, 0);
          return Array.from({ length: channels[index] ?? 0 }, (_, channel) => [
            before + channel,
            normalized(one, channel, epsilon),
          ]);
        }) as [number, (place: readonly number[]) => number][],
      );
      return positions([batch, total, rows, columns]).map((place) => {
        const channel = place[1] ?? 0;
        const normal = values.get(channel)?.(place) ?? Number.NaN;
        return at(scale, [channel]) * normal + at(bias, [channel]);
      });
    },
  };
});

function joined(maps: readonly Value[]): Value {
  const [first] = maps;
  if (first === undefined) throw new Error("There are no maps.");
  return maps.length === 1 ? first : concat(maps, 1);
}

/** A channel less its mean, over its deviation, by place in whatever it was joined to. */
function normalized(x: Numbers, channel: number, epsilon: number) {
  const values = positions(x.shape.with(1, 1)).map((place) => at(x, place.with(1, channel)));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / values.length + epsilon);
  return (place: readonly number[]) => (at(x, place.with(1, channel)) - mean) / deviation;
}
