import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { known } from "../shape.ts";

/** Settings of a two-dimensional convolution. Defaults are ONNX's: stride 1, no padding, one group. */
export interface ConvOptions {
  /** Height and width of the kernel; read off the weights if left out. */
  readonly kernel_shape?: readonly [number, number];
  /** Step between output pixels, vertical then horizontal. */
  readonly strides?: readonly [number, number];
  /** Rows of zeros above, columns to the left, rows below, columns to the right. */
  readonly pads?: readonly [number, number, number, number];
  /** Distance between kernel taps, vertical then horizontal. */
  readonly dilations?: readonly [number, number];
  /** Channels are split into this many groups that do not see each other; all channels: depthwise. */
  readonly group?: number;
}

/**
 * Two-dimensional convolution (cross-correlation, as everywhere in deep learning) of images
 * [batch, channels, height, width] with weights [outputs, channels / group, kernel height, kernel width].
 *
 * Output size: floor((size + pads - dilation * (kernel - 1) - 1) / stride) + 1.
 */
export const Conv = defineOperator("Conv", {
  attributes: {
    strides: "ints",
    pads: "ints",
    dilations: "ints",
    group: "int",
    kernel_shape: "ints",
  },
  shape: ({ shapes: [x = [], weight = []], attributes }) => {
    const [top = 0, left = 0, bottom = 0, right = 0] = attributes.pads ?? [];
    const group = attributes.group ?? 1;
    const channels = known(x[1], "The number of channels");
    if (x.length !== 4 || weight.length !== 4 || weight[1] !== channels / group) {
      throw new GraphError(
        "SHAPE_MISMATCH",
        `${channels} channels in ${group} group(s) need weights [outputs, ${channels / group}, height, width].`,
        { x, weight, group },
      );
    }
    const size = (axis: number, pads: number): number => {
      const kernel = known(weight[2 + axis], "The kernel size");
      const extent = (attributes.dilations?.[axis] ?? 1) * (kernel - 1) + 1;
      const stride = attributes.strides?.[axis] ?? 1;
      const outputs =
        Math.floor((known(x[2 + axis], "The image size") + pads - extent) / stride) + 1;
      if (outputs < 1) {
        throw new GraphError(
          "SHAPE_MISMATCH",
          `A kernel that spans ${extent} pixels is larger than the padded image.`,
          { x, extent },
        );
      }
      return outputs;
    };
    return [
      [
        x[0] ?? 1,
        known(weight[0], "The number of outputs"),
        size(0, top + bottom),
        size(1, left + right),
      ],
    ];
  },
});

export function conv(
  x: Value,
  weight: Value,
  options: ConvOptions = {},
  bias: Value | null = null,
): Value {
  return Conv.call(bias === null ? [x, weight] : [x, weight, bias], { ...options });
}
