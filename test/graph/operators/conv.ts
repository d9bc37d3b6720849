import fc from "fast-check";
import { type ConvOptions, conv, type Value } from "../../../src/graph/index.ts";
import { at, type Numbers, type OperatorCase, positions } from "./example.ts";

const small = fc.integer({ min: 1, max: 3 });
const pair = fc.tuple(small, small);
const pads = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.nat(2));

const one = fc.constant<[number, number]>([1, 1]);
const noPads = fc.constant<[number, number, number, number]>([0, 0, 0, 0]);

/** One setting of everything, with an image large enough for the kernel. */
const anySetting = fc.record({
  batch: small,
  group: small,
  channelsPerGroup: fc.integer({ min: 1, max: 2 }),
  filtersPerGroup: fc.integer({ min: 1, max: 2 }),
  kernel: pair,
  strides: pair,
  dilations: pair,
  pads,
  spare: fc.tuple(fc.nat(4), fc.nat(4)),
  withBias: fc.boolean(),
});

/** The kinds that networks are made of, which have gradients of their own: else they would be rare. */
const setting = fc
  .oneof(
    anySetting,
    // 1 x 1
    fc
      .tuple(anySetting, one, one, noPads, fc.nat(2))
      .map(([rest, kernel, strides, none, more]) => ({
        ...rest,
        kernel,
        strides,
        pads: none,
        group: 1,
        channelsPerGroup: rest.channelsPerGroup + more,
      })),
    // Without stride
    fc
      .tuple(anySetting, one, fc.boolean())
      .map(([rest, strides, grouped]) => ({ ...rest, strides, group: grouped ? rest.group : 1 })),
    // One filter per channel
    anySetting.map((rest) => ({ ...rest, channelsPerGroup: 1, filtersPerGroup: 1 })),
    // The same without stride, of maps that are large enough for another formulation
    anySetting.map((rest) => ({
      ...rest,
      strides: [1, 1] as [number, number],
      channelsPerGroup: 1,
      filtersPerGroup: 1,
      spare: [31, 32] as [number, number],
    })),
  )
  .map(({ kernel, dilations, spare, ...rest }) => {
    const image = [0, 1].map(
      (axis) => (dilations[axis] ?? 1) * ((kernel[axis] ?? 1) - 1) + 1 + (spare[axis] ?? 0),
    );
    return { kernel, dilations, image, ...rest };
  });

/** The sum over every tap of the kernel that lies on the image. */
function reference(options: Required<ConvOptions>, x: Numbers, weight: Numbers, bias?: Numbers) {
  const { strides, dilations, pads: border, group } = options;
  const [batch = 0, , rows = 0, columns = 0] = x.shape;
  const [filters = 0, perGroup = 0, height = 0, width = 0] = weight.shape;
  const count = (axis: 0 | 1, length: number, kernel: number) => {
    const padded = length + border[axis] + border[axis === 0 ? 2 : 3];
    return Math.floor((padded - dilations[axis] * (kernel - 1) - 1) / strides[axis]) + 1;
  };
  const map = [count(0, rows, height), count(1, columns, width)];
  return positions([batch, filters, ...map]).map(([image = 0, filter = 0, y = 0, x_ = 0]) => {
    const firstChannel = Math.floor(filter / (filters / group)) * perGroup;
    let sum = bias ? at(bias, [filter]) : 0;
    for (const [channel = 0, i = 0, j = 0] of positions([perGroup, height, width])) {
      const row = y * strides[0] + i * dilations[0] - border[0];
      const column = x_ * strides[1] + j * dilations[1] - border[1];
      if (row < 0 || column < 0 || row >= rows || column >= columns) continue;
      sum +=
        at(weight, [filter, channel, i, j]) * at(x, [image, firstChannel + channel, row, column]);
    }
    return sum;
  });
}

function withOptions(options: ConvOptions) {
  return (x: Value, weight: Value, bias?: Value) => conv(x, weight, options, bias ?? null);
}

const plain = {
  inputs: [
    [1, 4, 5, 5],
    [6, 4, 3, 3],
  ],
};

export default {
  opType: "Conv",
  batched: true,
  examples: setting.map(({ batch, group, channelsPerGroup, filtersPerGroup, ...rest }) => {
    const { kernel, image, strides, dilations, pads: border, withBias } = rest;
    const filters = group * filtersPerGroup;
    const options = { kernel_shape: kernel, strides, dilations, pads: border, group };
    return {
      inputs: [
        [batch, group * channelsPerGroup, ...image],
        [filters, channelsPerGroup, ...kernel],
        ...(withBias ? [[filters]] : []),
      ],
      build: withOptions(options),
      expected: (x, weight, bias?: Numbers) => reference(options, x, weight, bias),
    };
  }),
  refusals: {
    "other channels": {
      inputs: [
        [1, 4, 5, 5],
        [6, 3, 3, 3],
      ],
      build: withOptions({}),
    },
    "channels that groups do not divide": { ...plain, build: withOptions({ group: 3 }) },
    "filters that groups do not divide": {
      inputs: [
        [1, 4, 5, 5],
        [6, 1, 3, 3],
      ],
      build: withOptions({ group: 4 }),
    },
    "a kernel larger than the image": {
      inputs: [
        [1, 4, 5, 5],
        [6, 4, 7, 7],
      ],
      build: withOptions({ pads: [1, 1, 0, 0] }),
    },
    "a kernel that only spans the image when not dilated": {
      ...plain,
      build: withOptions({ dilations: [3, 1] }),
    },
    "a kernel size that is not the weights'": {
      ...plain,
      build: withOptions({ kernel_shape: [5, 5] }),
    },
    "a stride of 0": { ...plain, build: withOptions({ strides: [0, 1] }) },
    "a negative pad": { ...plain, build: withOptions({ pads: [0, 0, -1, 0] }) },
    "no groups": { ...plain, build: withOptions({ group: 0 }) },
    "a bias of another length": { inputs: [...plain.inputs, [4]], build: withOptions({}) },
    "a matrix": {
      inputs: [
        [4, 4],
        [6, 4, 3, 3],
      ],
      build: withOptions({}),
    },
  },
} satisfies OperatorCase;
