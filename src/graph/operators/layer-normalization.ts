import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { once } from "../once.ts";
import { defineOperator } from "../operator.ts";
import { normalizeAxis, sameShape } from "../shape.ts";
import { scalar } from "../tensor.ts";
import { unbroadcast } from "../unbroadcast.ts";

/**
 * Layer normalization over the axes from `axis` on: y = scale n + bias with
 * n = (x - mean) / √(variance + epsilon), mean and variance taken over those axes.
 *
 * Gradient, with d = dy scale and r = 1 / √(variance + epsilon): dx = r (d - mean(d) - n mean(d n)),
 * dscale = Σ dy n, dbias = Σ dy. n is computed again, so that it need not be kept.
 *
 * Ba, Kiros and Hinton, "Layer Normalization", arXiv:1607.06450, 2016.
 */
export const LayerNormalization = defineOperator("LayerNormalization", {
  inputs: [2, 3],
  attributes: { axis: "int", epsilon: "float", stash_type: "int" },
  shape: ({ shapes: [x = [], ...learned], attributes: { axis = -1 } }) => {
    const normalized = x.slice(normalizeAxis(axis, x.length));
    if (learned.every((shape) => sameShape(shape, normalized))) return [x];
    throw new GraphError(
      "SHAPE_MISMATCH",
      "Scale and bias must have the shape of what is normalized.",
      {
        x,
        learned,
      },
    );
  },
  gradient: (
    g,
    { inputs: [x, scale, bias = null], outputs: [y], outputGradients: [dy], attributes },
  ) => {
    const { axis = -1, epsilon = 1e-5 } = attributes;
    const rank = x.shape.length;
    const axes = [...x.shape.keys()].slice(normalizeAxis(axis, rank));
    const normalized = once(() => {
      const centred = g.sub(x, g.reduceMean(x, axes));
      const variance = g.reduceMean(g.mul(centred, centred), axes);
      const deviation = g.sqrt(g.add(variance, x.graph.constant(scalar(epsilon))));
      return { n: g.div(centred, deviation), deviation };
    });
    return [
      () => {
        const { n, deviation } = normalized();
        const d = g.mul(dy, scale);
        const along = g.mul(n, g.reduceMean(g.mul(d, n), axes));
        return g.div(g.sub(g.sub(d, g.reduceMean(d, axes)), along), deviation);
      },
      () => unbroadcast(g, g.mul(dy, normalized().n), y.shape, scale.shape),
      bias && (() => unbroadcast(g, dy, y.shape, bias.shape)),
    ];
  },
});

export function layerNormalization(
  x: Value,
  scale: Value,
  bias: Value,
  { axis = -1, epsilon = 1e-5 }: { readonly axis?: number; readonly epsilon?: number } = {},
): Value {
  return LayerNormalization.call([x, scale, bias], { axis, epsilon });
}
