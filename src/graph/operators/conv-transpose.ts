import { convolutionGeometry } from "../convolution/geometry.ts";
import { weightGradient } from "../convolution/weight-gradient.ts";
import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { known } from "../shape.ts";
import type { ConvOptions } from "./conv.ts";

/** Settings of the convolution that is gone through backward, and rows and columns added at the end. */
export interface ConvTransposeOptions extends ConvOptions {
  readonly output_padding?: readonly [number, number];
}

/**
 * Transposed convolution: what the gradient of a convolution does to its output's gradient. Images
 * [batch, channels, height, width] and weights [channels, outputs / group, kernel height, kernel width].
 *
 * Output size: stride (size - 1) + output padding + dilation (kernel - 1) + 1 - pads.
 *
 * Gradient: dx is the convolution of dy with the same weights; dweight is that convolution's, with dy for
 * its input and x for its output's gradient.
 */
export const ConvTranspose = defineOperator("ConvTranspose", {
  inputs: 2,
  attributes: {
    strides: "ints",
    pads: "ints",
    dilations: "ints",
    output_padding: "ints",
    group: "int",
    kernel_shape: "ints",
  },
  shape: ({ shapes: [x = [], weight = []], attributes }) => {
    const { strides = [1, 1], dilations = [1, 1], pads = [0, 0, 0, 0] } = attributes;
    const { output_padding: added = [0, 0], group = 1 } = attributes;
    const channels = known(x[1], "The number of channels");
    const size = (axis: 0 | 1): number => {
      const extent = (dilations[axis] ?? 1) * (known(weight[2 + axis], "The kernel size") - 1) + 1;
      const steps = (strides[axis] ?? 1) * (known(x[2 + axis], "The image size") - 1);
      return steps + extent + (added[axis] ?? 0) - (pads[axis] ?? 0) - (pads[axis + 2] ?? 0);
    };
    const fits =
      x.length === 4 && weight.length === 4 && weight[0] === channels && channels % group === 0;
    if (!fits || size(0) < 1 || size(1) < 1) {
      throw new GraphError(
        "SHAPE_MISMATCH",
        `${channels} channels in ${group} group(s) need weights [${channels}, outputs / group, height, width] that reach beyond the pads.`,
        { x, weight, group },
      );
    }
    return [[x[0] ?? 1, known(weight[1], "The number of outputs") * group, size(0), size(1)]];
  },
  gradient: (g, { inputs: [x, weight], outputs: [y], outputGradients: [dy], attributes }) => {
    const geometry = convolutionGeometry(y.shape, weight.shape, x.shape, attributes);
    const { strides, dilations, pads, group } = geometry;
    return [
      () => g.conv(dy, weight, { strides, dilations, pads, group }),
      () => weightGradient(g, dy, x, geometry),
    ];
  },
});

export function convTranspose(x: Value, weight: Value, options: ConvTransposeOptions = {}): Value {
  return ConvTranspose.call([x, weight], { ...options });
}
