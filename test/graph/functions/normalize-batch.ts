import fc from "fast-check";
import { concat, conv, normalizeBatch, type Value } from "../../../src/graph/index.ts";
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

/** Maps as they are, or joined before, as in a dense block. */
const ofMaps = setting.map(({ batch, channels, map: [rows, columns], epsilon }): Example => {
  const total = channels.reduce((sum, count) => sum + count, 0);
  return {
    inputs: [[total], [total], ...channels.map((count) => [batch, count, rows, columns])],
    build: (scale, bias, ...maps) => normalizeBatch(joined(maps), scale, bias, epsilon).y,
    expected: (scale, bias, ...maps) => {
      const values = maps.flatMap((one, index) =>
        Array.from({ length: channels[index] ?? 0 }, (_, channel) =>
          normalized(one, channel, epsilon),
        ),
      );
      return positions([batch, total, rows, columns]).map((place) => {
        const channel = place[1] ?? 0;
        const normal = values[channel]?.(place) ?? Number.NaN;
        return at(scale, [channel]) * normal + at(bias, [channel]);
      });
    },
  };
});

/** Maps that a 1 x 1 convolution made of others, which are fewer where `times` is 4 or more. */
const ofExpansions = fc.tuple(setting, fc.integer({ min: 3, max: 5 })).map(
  ([
    {
      batch,
      channels,
      map: [rows, columns],
      epsilon,
    },
    times,
  ]): Example => {
    const inputs = channels.length;
    const filters = inputs * times;
    return {
      inputs: [[filters], [filters], [batch, inputs, rows, columns], [filters, inputs, 1, 1]],
      build: (scale, bias, u, weight) =>
        normalizeBatch(conv(present(u), present(weight)), scale, bias, epsilon).y,
      expected: (scale, bias, u, weight) => {
        const shape = [batch, filters, rows, columns];
        const data = positions(shape).map(([image = 0, filter = 0, row = 0, column = 0]) =>
          channels.reduce(
            (sum, _, channel) =>
              sum +
              at(present(weight), [filter, channel, 0, 0]) *
                at(present(u), [image, channel, row, column]),
            0,
          ),
        );
        const values = Array.from({ length: filters }, (_, filter) =>
          normalized({ shape, data }, filter, epsilon),
        );
        return positions(shape).map((place) => {
          const filter = place[1] ?? 0;
          const normal = values[filter]?.(place) ?? Number.NaN;
          return at(scale, [filter]) * normal + at(bias, [filter]);
        });
      },
    };
  },
);

export default fc.oneof(ofMaps, ofExpansions);

function present<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error("An input is missing.");
  return thing;
}

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
