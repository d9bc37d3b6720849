import { convolutionGeometry, isPointwise } from "./convolution/geometry.ts";
import { productOfMaps } from "./convolution/product-of-maps.ts";
import { withGradient } from "./function-gradient.ts";
import type { Value } from "./graph.ts";
import { once } from "./once.ts";
import * as operators from "./operators/index.ts";
import { besideMaps, sumPerChannel } from "./per-channel.ts";
import { scaled } from "./scaled.ts";
import { elementCount, known } from "./shape.ts";
import { scalar } from "./tensor.ts";

const { add, conv, div, matMul, mul, reduceSum, relu, reshape, sqrt, sub, transpose } = operators;

/** Filters per channel from which the covariance of what they see costs less than their results' sums. */
const LEAST_EXPANSION = 4;

/** A 1 x 1 convolution, x of u [batch, channels, ..] with weight [filters, channels, 1, 1]. */
export interface Expansion {
  readonly x: Value;
  readonly u: Value;
  readonly weight: Value;
}

/** The convolution that a value comes from, if it is 1 x 1, without bias, and makes many channels of few. */
export function expansionOf(x: Value): Expansion | null {
  const { producer } = x;
  if (producer?.operator.opType !== "Conv") return null;
  const [u, weight, bias] = producer.inputs;
  if (!u || !weight || bias) return null;
  const geometry = convolutionGeometry(u.shape, weight.shape, x.shape, producer.attributes);
  const wide = geometry.filters >= LEAST_EXPANSION * geometry.channels;
  return isPointwise(geometry) && wide ? { x, u, weight } : null;
}

/**
 * Batch normalization of x = W u without x: its statistics follow from those of u, which has few channels.
 *
 *     c = u - E[u],  mean = W E[u],  variance = diag(W C Wᵀ) with C = E[c cᵀ]
 *     y = (slope W) c + bias,  slope = scale / √(variance + epsilon)
 *
 * Gradient, with m elements per channel, G = Σ dy cᵀ and deviation = √(variance + epsilon):
 * dbias = Σ dy, dscale = diag(W Gᵀ) / deviation. The gradient of x, slope dy + along W c - slope dbias / m with
 * along = -slope dscale / (m deviation), is not computed either: du = Wᵀ dx is (slope W)ᵀ dy and a convolution
 * of c with Wᵀ along W, and dW = dx cᵀ = slope G + m along W C.
 */
export function normalizeExpansion(
  { x, u, weight }: Expansion,
  scale: Value,
  bias: Value,
  epsilon: number,
) {
  const [filters, channels] = [0, 1].map((axis) =>
    known(weight.shape[axis], "A channel count"),
  ) as [number, number];
  const count = elementCount(u.shape) / channels;
  const column = (value: Value) => reshape(value, [-1, 1]);
  const flat = reshape(weight, [filters, channels]);
  const center = scaled(operators, sumPerChannel(operators, u), 1 / count);
  const centred = sub(u, besideMaps(operators, center, u.shape.length));
  const products = productOfMaps(operators, centred, centred);
  const mean = reshape(matMul(flat, column(center)), [filters]);
  const weightTimesProducts = matMul(flat, products);
  const squares = reduceSum(mul(weightTimesProducts, flat), [1], 0);
  // Rounding must not make it negative.
  const variance = relu(scaled(operators, squares, 1 / count));
  const deviation = sqrt(add(variance, u.graph.constant(scalar(epsilon))));
  const slope = div(scale, deviation);
  const sloped = mul(flat, column(slope));
  const pointwise = (matrix: Value, outputs: number) => reshape(matrix, [outputs, -1, 1, 1]);
  const y = withGradient(
    conv(centred, pointwise(sloped, filters), { kernel_shape: [1, 1] }, bias),
    [u, weight, scale, bias],
    (g, { outputGradients: [dy] }) => {
      const gradientTimesCentred = once(() => productOfMaps(g, dy, centred));
      const dbias = once(() => sumPerChannel(g, dy));
      const dscale = once(() =>
        div(reduceSum(mul(flat, gradientTimesCentred()), [1], 0), deviation),
      );
      const share = once(() => scaled(g, slope, -1 / count));
      const along = once(() => column(div(mul(share(), dscale()), deviation)));
      const fromMaps = () => {
        const [rows, columns] = u.shape.slice(2).map((size) => known(size, "The map's size"));
        const maps = reshape(dy, [0, filters, (rows ?? 1) * (columns ?? 1)]);
        const product = matMul(transpose(sloped, [1, 0]), maps);
        return reshape(product, [0, channels, rows ?? 1, columns ?? 1]);
      };
      const fromStatistics = () => {
        const turned = transpose(flat, [1, 0]);
        const matrix = matMul(turned, mul(flat, along()));
        const constant = reshape(matMul(turned, column(mul(share(), dbias()))), [channels]);
        return conv(centred, pointwise(matrix, channels), { kernel_shape: [1, 1] }, constant);
      };
      return [
        () => add(fromMaps(), fromStatistics()),
        () => {
          const direct = mul(gradientTimesCentred(), column(slope));
          return pointwise(add(direct, mul(weightTimesProducts, along())), filters);
        },
        dscale,
        dbias,
      ];
    },
    [x],
  );
  return { y, mean, variance };
}
