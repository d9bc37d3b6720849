import fc from "fast-check";
import type { PoolOptions } from "../../../src/graph/pooling.ts";
import { at, type Numbers, positions } from "./example.ts";

const small = fc.integer({ min: 1, max: 3 });
const pair = fc.tuple(small, small);

/** Settings of a window, and maps that are large enough for it. */
export const poolSetting = fc
  .record({
    channels: fc.tuple(small, small),
    kernel_shape: pair,
    strides: pair,
    dilations: pair,
    share: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.nat(2)),
    spare: fc.tuple(fc.nat(3), fc.nat(3)),
  })
  .map(({ channels, kernel_shape, strides, dilations, share, spare }) => {
    const pad = (side: 0 | 1 | 2 | 3) =>
      Math.min(share[side], kernel_shape[side === 0 || side === 2 ? 0 : 1] - 1);
    const extent = (axis: 0 | 1) => dilations[axis] * (kernel_shape[axis] - 1) + 1;
    return {
      x: [...channels, extent(0) + spare[0], extent(1) + spare[1]],
      options: { kernel_shape, strides, dilations, pads: [pad(0), pad(1), pad(2), pad(3)] },
    } as const;
  });

/** What `combine` makes of the values inside the image under every window. */
export function pooled(
  x: Numbers,
  { kernel_shape, strides, pads, dilations }: Required<PoolOptions>,
  combine: (values: readonly number[]) => number,
): number[] {
  const [batch = 0, channels = 0, ...image] = x.shape;
  const count = (axis: 0 | 1) => {
    const padded = (image[axis] ?? 0) + pads[axis] + pads[axis === 0 ? 2 : 3];
    return (
      Math.floor((padded - dilations[axis] * (kernel_shape[axis] - 1) - 1) / strides[axis]) + 1
    );
  };
  return positions([batch, channels, count(0), count(1)]).map(([b = 0, c = 0, y = 0, z = 0]) => {
    const inside = positions(kernel_shape).flatMap(([i = 0, j = 0]) => {
      const row = y * strides[0] + i * dilations[0] - pads[0];
      const column = z * strides[1] + j * dilations[1] - pads[1];
      const onImage = row >= 0 && column >= 0 && row < (image[0] ?? 0) && column < (image[1] ?? 0);
      return onImage ? [at(x, [b, c, row, column])] : [];
    });
    return combine(inside);
  });
}

const maps = { inputs: [[1, 2, 5, 5]] };

/** By what is wrong with them: settings that no window can have. */
export const BAD_WINDOWS: Readonly<Record<string, { inputs: number[][]; options: PoolOptions }>> = {
  "a matrix": { inputs: [[5, 5]], options: { kernel_shape: [2, 2] } },
  "an empty window": { ...maps, options: { kernel_shape: [0, 2] } },
  "a stride of 0": { ...maps, options: { kernel_shape: [2, 2], strides: [0, 1] } },
  "pads as wide as the window": { ...maps, options: { kernel_shape: [2, 2], pads: [2, 0, 0, 0] } },
  "a negative pad": { ...maps, options: { kernel_shape: [2, 2], pads: [0, 0, -1, 0] } },
  "a window larger than the image": { ...maps, options: { kernel_shape: [7, 1] } },
};
