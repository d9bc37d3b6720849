import type { Value } from "../graph.ts";
import type { OperatorFunctions } from "../operator.ts";
import { known } from "../shape.ts";
import { float32 } from "../tensor.ts";
import { unseen, type WindowGeometry } from "./geometry.ts";

/**
 * Puts maps back onto the image that windows were taken from, and adds up where windows overlap.
 *
 * `maps` is [batch, channels * count, rows, columns]; `patterns` [count * kernel cells] says, row by row, how
 * much of each of a channel's `count` maps every cell of the window gets. A ConvTranspose with a group per channel.
 */
export function scatter(
  g: OperatorFunctions,
  maps: Value,
  count: number,
  patterns: readonly number[],
  geometry: WindowGeometry,
): Value {
  const { kernel, strides, dilations, pads } = geometry;
  const channels = known(maps.shape[1], "The number of channels") / count;
  const weights = new Float32Array(channels * patterns.length);
  for (let channel = 0; channel < channels; channel++)
    weights.set(patterns, channel * patterns.length);
  return g.convTranspose(
    maps,
    maps.graph.constant(float32([channels * count, 1, ...kernel], weights)),
    {
      strides,
      dilations,
      pads,
      group: channels,
      output_padding: [unseen(geometry, 0), unseen(geometry, 1)],
    },
  );
}
