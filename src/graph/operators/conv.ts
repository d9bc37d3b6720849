import { convolutionGeometry } from "../convolution/geometry.ts";
import { inputGradient } from "../convolution/input-gradient.ts";
import { weightGradient } from "../convolution/weight-gradient.ts";
import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { type Attributes, defineOperator } from "../operator.ts";
import { known, type Shape, sameShape } from "../shape.ts";

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

const ATTRIBUTES = {
  strides: "ints",
  pads: "ints",
  dilations: "ints",
  group: "int",
  kernel_shape: "ints",
} as const;

/**
 * Two-dimensional convolution (cross-correlation, as everywhere in deep learning) of images
 * [batch, channels, height, width] with weights [outputs, channels / group, kernel height, kernel width].
 *
 * Output size: floor((size + pads - dilation * (kernel - 1) - 1) / stride) + 1.
 *
 * Gradient: `graph/convolution` has it, in formulations that differ by kind of convolution; dbias = Σ dy.
 */
export const Conv = defineOperator("Conv", {
  inputs: [2, 3],
  attributes: ATTRIBUTES,
  shape: ({ shapes: [x = [], weight = [], bias], attributes }) => {
    refuseAttributes(attributes, weight);
    const [top = 0, left = 0, bottom = 0, right = 0] = attributes.pads ?? [];
    const group = attributes.group ?? 1;
    const channels = known(x[1], "The number of channels");
    const filters = known(weight[0], "The number of outputs");
    if (x.length !== 4 || weight.length !== 4 || weight[1] !== channels / group) {
      throw new GraphError(
        "SHAPE_MISMATCH",
        `${channels} channels in ${group} group(s) need weights [outputs, ${channels / group}, height, width].`,
        { x, weight, group },
      );
    }
    if (filters % group !== 0 || (bias !== undefined && !sameShape(bias, [filters]))) {
      throw new GraphError(
        "SHAPE_MISMATCH",
        `${filters} outputs must be a multiple of ${group} group(s), and a bias of shape [${filters}].`,
        { weight, group, bias },
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
    return [[x[0] ?? 1, filters, size(0, top + bottom), size(1, left + right)]];
  },
  gradient: (g, { inputs: [x, weight], outputs: [y], outputGradients: [dy], attributes }) => {
    const geometry = convolutionGeometry(x.shape, weight.shape, y.shape, attributes);
    return [
      () => inputGradient(g, dy, weight, geometry),
      () => weightGradient(g, x, dy, geometry),
      () => g.reduceSum(dy, [0, 2, 3], 0),
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

/** Refuses settings that no convolution has, such as a stride of 0 or a kernel size other than the weights'. */
function refuseAttributes(
  { strides, dilations, pads, kernel_shape, group = 1 }: Attributes<typeof ATTRIBUTES>,
  weight: Shape,
): void {
  const list = (values: readonly number[] | undefined, count: number, least: number) =>
    values === undefined || (values.length === count && values.every((value) => value >= least));
  if (
    list(strides, 2, 1) &&
    list(dilations, 2, 1) &&
    list(pads, 4, 0) &&
    (kernel_shape === undefined || sameShape(kernel_shape, weight.slice(2))) &&
    group >= 1
  ) {
    return;
  }
  throw new GraphError(
    "SHAPE_MISMATCH",
    "Two strides and two dilations of 1 or more, four pads of 0 or more, one group or more, and the kernel size of the weights are needed.",
    { strides, dilations, pads, kernel_shape, group },
  );
}
