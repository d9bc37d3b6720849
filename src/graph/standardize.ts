import { withGradient } from "./function-gradient.ts";
import type { Value } from "./graph.ts";
import { once } from "./once.ts";
import * as operators from "./operators/index.ts";
import { besideMaps, dotPerChannel, sumPerChannel } from "./per-channel.ts";
import { scaled } from "./scaled.ts";
import { elementCount, known } from "./shape.ts";
import { float32, scalar } from "./tensor.ts";

const { add, div, mul, sqrt, sub } = operators;

/** Maps less their mean, over their deviation, and these statistics per channel. */
export interface Standardized {
  readonly normal: Value;
  readonly mean: Value;
  readonly variance: Value;
}

/** Mean and variance of every channel over images and pixels, and the deviations from the mean. */
export function statisticsOf(x: Value) {
  const count = elementCount(x.shape) / known(x.shape[1], "The number of channels");
  const mean = scaled(operators, sumPerChannel(operators, x), 1 / count);
  const deviations = sub(x, besideMaps(operators, mean, x.shape.length));
  const variance = scaled(operators, dotPerChannel(operators, deviations, deviations), 1 / count);
  return { mean, deviations, variance, count };
}

/**
 * Standardizes every channel of a batch, n = r (x - mean), r = 1 / √(variance + epsilon), once: asked again
 * for the same maps it gives the same values. In a dense block every layer sees the maps of all layers before.
 *
 * Gradient: dx = r (dn - Σ dn / m - n Σ dn n / m), with m elements per channel.
 */
export function standardize(x: Value, epsilon: number): Standardized {
  const known = standardized.get(x);
  if (known?.epsilon === epsilon) return known;
  const { mean, deviations, variance, count } = statisticsOf(x);
  const rank = x.shape.length;
  const one = x.graph.constant(scalar(1));
  const r = div(one, sqrt(add(variance, x.graph.constant(scalar(epsilon)))));
  const normal = withGradient(
    mul(deviations, besideMaps(operators, r, rank)),
    [x],
    (g, { outputs: [n], outputGradients: [dn] }) => [
      () => {
        const share = once(() => scaled(g, r, -1 / count));
        const alongNormal = mul(share(), dotPerChannel(g, dn, n));
        const constant = mul(share(), sumPerChannel(g, dn));
        return add(mul(dn, besideMaps(g, r, rank)), scaleAndShift(n, alongNormal, constant));
      },
    ],
  );
  const result = { normal, mean, variance, epsilon };
  standardized.set(x, result);
  return result;
}

const standardized = new WeakMap<Value, Standardized & { readonly epsilon: number }>();

/** Per channel scale x + shift: a batch normalization whose statistics change nothing, in one operator. */
export function scaleAndShift(x: Value, scale: Value, bias: Value): Value {
  const channels = known(x.shape[1], "The number of channels");
  const filled = (value: number) =>
    x.graph.constant(float32([channels], new Float32Array(channels).fill(value)));
  const statistics = { scale, bias, mean: filled(0), variance: filled(1) };
  return operators.batchNormalization(x, statistics, 0);
}
