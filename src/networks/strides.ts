import type { OutputStride } from "./blocks.ts";

/** How one layer moves over its map, where strides beyond a limit have become dilations. */
export interface LimitedStride {
  readonly stride: number;
  /** Of the map that the layer sees: where its own stride became 1, that of the layers before it. */
  readonly dilation: number;
  /** Of the map that it puts out. */
  readonly after: number;
}

/**
 * Turns strides into dilations once a map is as coarse as wanted: asked for each layer in order, with the
 * stride that it was designed with. `reached` are the input pixels per cell before the first of them.
 */
export function limitStrides(
  outputStride: OutputStride,
  reached: number,
): (wanted: number) => LimitedStride {
  let cell = reached;
  let dilation = 1;
  return (wanted) => {
    const stride = cell * wanted <= outputStride ? wanted : 1;
    const limited = { stride, dilation, after: dilation * (wanted / stride) };
    cell *= stride;
    dilation = limited.after;
    return limited;
  };
}
