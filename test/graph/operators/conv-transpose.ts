import fc from "fast-check";
import { type ConvTransposeOptions, convTranspose, type Value } from "../../../src/graph/index.ts";
import { at, countOf, type Numbers, type OperatorCase, positions } from "./example.ts";

const small = fc.integer({ min: 1, max: 3 });
const pair = fc.tuple(small, small);
const upToTwo = fc.nat(2);

/** Every input pixel times the whole kernel, added up where it lands. */
function reference(options: Required<ConvTransposeOptions>, x: Numbers, weight: Numbers): number[] {
  const { strides, dilations, pads, output_padding, group } = options;
  const [batch = 0, channels = 0, rows = 0, columns = 0] = x.shape;
  const [, perGroup = 0, height = 0, width = 0] = weight.shape;
  const outputs = perGroup * group;
  const size = (axis: 0 | 1, length: number, kernel: number) =>
    strides[axis] * (length - 1) +
    output_padding[axis] +
    dilations[axis] * (kernel - 1) +
    1 -
    pads[axis] -
    pads[axis === 0 ? 2 : 3];
  const map = [size(0, rows, height), size(1, columns, width)];
  const result = new Array<number>(countOf([batch, outputs, ...map])).fill(0);
  const [mapRows = 0, mapColumns = 0] = map;
  for (const [image = 0, channel = 0, y = 0, z = 0] of positions(x.shape)) {
    const first = Math.floor(channel / (channels / group)) * perGroup;
    for (const [output = 0, i = 0, j = 0] of positions([perGroup, height, width])) {
      const row = y * strides[0] + i * dilations[0] - pads[0];
      const column = z * strides[1] + j * dilations[1] - pads[1];
      if (row < 0 || column < 0 || row >= mapRows || column >= mapColumns) continue;
      const place = ((image * outputs + first + output) * mapRows + row) * mapColumns + column;
      result[place] =
        (result[place] ?? 0) + at(x, [image, channel, y, z]) * at(weight, [channel, output, i, j]);
    }
  }
  return result;
}

function withOptions(options: ConvTransposeOptions) {
  return (x: Value, weight: Value) => convTranspose(x, weight, options);
}

export default {
  opType: "ConvTranspose",
  batched: true,
  examples: fc
    .record({
      batch: small,
      group: small,
      channelsPerGroup: fc.integer({ min: 1, max: 2 }),
      outputsPerGroup: fc.integer({ min: 1, max: 2 }),
      kernel: pair,
      strides: pair,
      dilations: pair,
      pads: fc.tuple(upToTwo, upToTwo, upToTwo, upToTwo),
      added: fc.tuple(upToTwo, upToTwo),
      image: pair,
    })
    .map(({ batch, group, channelsPerGroup, outputsPerGroup, kernel, image, added, ...rest }) => {
      const { strides, pads, dilations } = rest;
      // Pads must leave something, and what is added at the end be less than a stride.
      const length = (axis: 0 | 1) =>
        image[axis] + Math.ceil((pads[axis] + pads[axis === 0 ? 2 : 3]) / strides[axis]);
      const options = {
        kernel_shape: kernel,
        strides,
        dilations,
        pads,
        group,
        output_padding: [
          Math.min(added[0], strides[0] - 1),
          Math.min(added[1], strides[1] - 1),
        ] as const,
      };
      return {
        inputs: [
          [batch, group * channelsPerGroup, length(0), length(1)],
          [group * channelsPerGroup, outputsPerGroup, ...kernel],
        ],
        build: withOptions(options),
        expected: (x: Numbers, weight: Numbers) => reference(options, x, weight),
      };
    }),
  refusals: {
    "other channels": {
      inputs: [
        [1, 4, 5, 5],
        [3, 6, 3, 3],
      ],
      build: withOptions({}),
    },
    "channels that groups do not divide": {
      inputs: [
        [1, 4, 5, 5],
        [4, 6, 3, 3],
      ],
      build: withOptions({ group: 3 }),
    },
    "pads that leave nothing": {
      inputs: [
        [1, 4, 1, 1],
        [4, 6, 1, 1],
      ],
      build: withOptions({ pads: [1, 0, 0, 0] }),
    },
    "a matrix": {
      inputs: [
        [4, 4],
        [4, 6, 3, 3],
      ],
      build: withOptions({}),
    },
  },
} satisfies OperatorCase;
